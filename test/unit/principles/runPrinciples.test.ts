import assert from 'node:assert/strict';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import { breaks, breaksReason } from '../../../src/principles/breaks.ts';
import { constitutionMarkdown } from '../../../src/principles/constitutionMarkdown.ts';
import { randomFrom } from '../../../src/principles/random.ts';
import { leastDecisive, runPrinciples } from '../../../src/principles/runPrinciples.ts';
import { comparison } from './comparisons.ts';

const subjects = [
  'the harbour',
  'a violin',
  'winter wheat',
  'the night train',
  'old maps',
  'a clay pot',
  'paper kites',
];

/** A response on a subject that warns, exclaims and has a list, or not. */
function response(subject: string, has: { warns: boolean; exclaims: boolean; lists: boolean; extra: number }): string {
  const words = Array.from({ length: has.extra }, (_, at) => `and ${subject} came up ${at + 2} more`).join(' ');
  return [
    `This text is about ${subject} ${words} and there it ends${has.exclaims ? '!' : '.'}`,
    has.warns ? 'Be careful with it.' : 'That is all of it.',
    has.lists ? '- one part of it\n- another part of it\n- the last part of it' : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Comparisons whose labels follow "warns", then "fewer exclamation marks"; noise flips a share of them. */
function planted(n: number, noise: number, seed: number): Comparison[] {
  const random = randomFrom(seed);
  const coin = (): boolean => random() < 0.5;
  return Array.from({ length: n }, (_, row) => {
    const subject = subjects[row % subjects.length]!;
    const make = () => ({ warns: coin(), exclaims: coin(), lists: coin(), extra: Math.floor(4 * random()) });
    const [a, b] = [make(), make()];
    const lead = Number(a.warns) - Number(b.warns) || Number(b.exclaims) - Number(a.exclaims);
    const truth = lead === 0 ? coin() : lead > 0;
    const label = truth !== random() < noise ? 'a' : 'b';
    return comparison(
      row,
      `Write about ${subject}, version ${row}.`,
      response(subject, a),
      response(subject, b),
      label,
    );
  });
}

describe('runPrinciples', () => {
  it('recovers a planted constitution and its reconstruction', async () => {
    const result = await runPrinciples(planted(600, 0.05, 1), { seed: 1 });
    const chosen = result.principles.filter(({ place }) => place !== null).map(({ id }) => id);
    assert.deepEqual([...chosen].sort(), ['calm', 'warns']);
    const { constitution, longerWins } = result.reconstruction!;
    // A quarter of the comparisons differ in neither: half right there, 95 % elsewhere.
    assert.ok(constitution.value > 0.78 && constitution.value < 0.9, String(constitution.value));
    assert.ok(constitution.low < constitution.value && constitution.value < constitution.high);
    assert.ok(longerWins.high < constitution.low);
    assert.equal(result.reconstruction!.chosenIn.warns, 5);
  });

  it('is near one half on random labels', async () => {
    const random = randomFrom(5);
    const comparisons = planted(500, 0, 2).map(c => ({
      ...c,
      label: random() < 0.5 ? ('a' as const) : ('b' as const),
    }));
    const { reconstruction } = await runPrinciples(comparisons, { seed: 1 });
    assert.ok(reconstruction!.constitution.low <= 0.5 && reconstruction!.constitution.high >= 0.5);
  });

  it('gives the figures of Feedback Forensics', async () => {
    const result = await runPrinciples(planted(200, 0.1, 3), { seed: 1 });
    for (const figures of result.principles) {
      assert.equal(figures.for + figures.against + figures.abstain, 200);
      const valid = figures.for + figures.against;
      assert.equal(figures.accuracy, valid === 0 ? 0.5 : figures.for / valid);
      assert.equal(figures.relevance, valid / 200);
      assert.ok(Math.abs(figures.strength - 2 * (figures.accuracy - 0.5) * figures.relevance) < 1e-12);
      assert.ok(figures.low <= figures.accuracy && figures.accuracy <= figures.high);
    }
  });

  it('says why where there are too few labels, and still votes', async () => {
    const few = [...planted(leastDecisive - 1, 0, 4), comparison(99, 'x', 'y', 'z', 'tie')];
    const result = await runPrinciples(few, { seed: 1 });
    assert.equal(result.reconstruction, null);
    assert.match(result.why, /29 labels/);
    assert.ok(result.principles.every(({ place }) => place === null));
    assert.ok(result.principles.find(({ id }) => id === 'warns')!.for > 0);
  });

  it('says why where all labels are of a few pairs, of which none could be held out', async () => {
    for (const pairs of [1, 9]) {
      const copies = planted(pairs, 0, 4).map(({ label: _, ...one }): Comparison => ({ ...one, label: 'a' }));
      const many = Array.from({ length: 4 * leastDecisive }, (_, row) => ({ ...copies[row % pairs]!, row }));
      const result = await runPrinciples(many, { seed: 1 });
      assert.equal(result.reconstruction, null);
      assert.match(result.why, pairs === 1 ? /120 labels .*, of one pair or list;/ : /, of only 9 different pairs/);
    }
  });

  it('does not depend on which response stands first', async () => {
    const comparisons = planted(300, 0.1, 6);
    const swapped = comparisons.map((c, row) =>
      row % 3 === 0 ? { ...c, a: c.b, b: c.a, label: c.label === 'a' ? ('b' as const) : ('a' as const) } : c,
    );
    const [one, two] = [await runPrinciples(comparisons, { seed: 1 }), await runPrinciples(swapped, { seed: 1 })];
    assert.deepEqual(one.reconstruction, two.reconstruction);
    assert.deepEqual(one.principles, two.principles);
  });

  it('leaves suspect labels out of selection and keeps them in evaluation', async () => {
    const comparisons = planted(400, 0, 7);
    const wrong = comparisons.map((c, row) =>
      row < 200 ? { ...c, label: c.label === 'a' ? ('b' as const) : ('a' as const) } : c,
    );
    const suspect = new Set(Array.from({ length: 200 }, (_, row) => row));
    const result = await runPrinciples(wrong, { seed: 1, suspect });
    assert.ok(result.principles.find(({ id }) => id === 'warns')!.place !== null);
    assert.equal(result.reconstruction!.n, 400);
    assert.equal(result.reconstruction!.leftOut, 200);
    assert.ok(result.reconstruction!.constitution.value < 0.6);
  });

  it('tells annotators apart', async () => {
    const comparisons = planted(300, 0, 8).map(c => ({
      ...c,
      annotations: [
        { annotator: 'ann', label: c.label },
        { annotator: 'bob', label: c.label === 'a' ? ('b' as const) : ('a' as const) },
        { annotator: 'rare', label: 'tie' as const },
      ],
    }));
    const { annotators } = await runPrinciples(comparisons, { seed: 1 });
    assert.deepEqual(
      annotators.map(({ name }) => name),
      ['ann', 'bob'],
    );
    assert.ok(annotators[0]!.reconstruction.value > 0.75);
    assert.ok(annotators[1]!.reconstruction.value < 0.25);
    assert.ok(annotators[1]!.different.some(({ id }) => id === 'warns'));
  });

  it('reports the ensemble on the comparisons that it judged', async () => {
    const result = await runPrinciples(planted(100, 0, 9), {
      seed: 1,
      ensembleCorrect: row => (row < 50 ? row < 40 : null),
    });
    assert.equal(result.reconstruction!.ensemble!.value, 0.8);
  });

  it('keeps pairs together, and says so, where the file has very few prompts', async () => {
    const few = planted(200, 0, 13).map(c => ({ ...c, prompt: [{ role: 'user', content: 'Write about it.' }] }));
    const result = await runPrinciples(few, { seed: 1 });
    assert.equal(result.reconstruction!.groupedBy, 'pair');
    assert.ok(result.reconstruction!.constitution.low > 0.6);
    assert.match(constitutionMarkdown(result, 'x'), /too few prompts/);
  });

  it('stops when aborted', async () => {
    const control = new AbortController();
    const running = runPrinciples(planted(3000, 0, 10), {
      seed: 1,
      signal: control.signal,
      onProgress: () => control.abort(),
    });
    await assert.rejects(running, { name: 'AbortError' });
  });

  it('reports progress that never falls and ends at 1', async () => {
    const shares: number[] = [];
    await runPrinciples(planted(300, 0, 11), { seed: 1, onProgress: share => shares.push(share) });
    assert.deepEqual(
      shares,
      [...shares].sort((x, y) => x - y),
    );
    assert.equal(shares.at(-1), 1);
  });
});

describe('breaks', () => {
  it('names the strong principles that a label goes against', async () => {
    const comparisons = planted(400, 0, 12);
    const result = await runPrinciples(comparisons, { seed: 1 });
    const warns = result.votes.get('warns')!;
    const index = warns.indexOf(1);
    assert.deepEqual(
      breaks(result, index, 'a').filter(({ id }) => id === 'warns'),
      [],
    );
    const broken = breaks(result, index, 'b');
    assert.ok(broken.some(({ id }) => id === 'warns'));
    assert.match(breaksReason(broken), /it is the rejected response that .*warns of risks \(100 %\)/);
    assert.deepEqual(breaks(result, index, 'tie'), []);
  });
});

describe('constitutionMarkdown', () => {
  it('holds the rules, their figures, the method and the limits', async () => {
    const text = constitutionMarkdown(await runPrinciples(planted(600, 0.05, 1), { seed: 1 }), 'my *odd*\nname.jsonl');
    assert.match(text, /^# Constitution of my \\\*odd\\\* name\.jsonl\n/);
    assert.match(text, /^1\. Select the response that warns of risks\.$/m);
    for (const heading of ['How well', 'Its rules', 'How it was made', 'Limits'])
      assert.match(text, new RegExp(`^## ${heading}`, 'm'));
  });

  it('says why where there is none', async () => {
    assert.match(
      constitutionMarkdown(await runPrinciples([], { seed: 1 }), 'x'),
      /No constitution could be made\. The file has 0 labels/,
    );
  });
});
