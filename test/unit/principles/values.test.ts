import assert from 'node:assert/strict';
import { styleFor } from '../../../src/cli/output/style.ts';
import { valuesText } from '../../../src/cli/output/valuesText.ts';
import { bank } from '../../../src/principles/bank.ts';
import { valueBank } from '../../../src/principles/values/valueBank.ts';
import { clashesOf, conflictsOf } from '../../../src/principles/values/valueConflicts.ts';
import { valuesOf } from '../../../src/principles/values/valuesOf.ts';
import { Random } from '../../../src/reward/random.ts';
import { type Written, written } from '../reward/comparisons.ts';

const plain = { width: 100, style: styleFor({ isTTY: false }, {}) };

describe('values', () => {
  it('are each named once, and their cues are measured principles', () => {
    const known = new Set(bank.map(({ id }) => id));
    for (const { id, cues } of valueBank) for (const cue of cues) assert.ok(known.has(cue), `${id}: ${cue}`);
    assert.equal(new Set(valueBank.map(({ id }) => id)).size, valueBank.length);
    assert.equal(new Set(valueBank.map(({ short }) => short)).size, valueBank.length);
    assert.ok(valueBank.length >= 30 && valueBank.some(({ cues }) => cues.length === 0));
  });

  it('are ranked as planted: truth over courtesy in four of five conflicts, courtesy over loyalty always', async () => {
    const random = new Random(4);
    const rows = Array.from(
      { length: 300 },
      (_, i): Written => ({
        prompt: `Question ${i}`,
        a: `An answer ${i}`,
        b: `Other words ${i}`,
        label: i < 200 ? (random.next() < 0.8 ? 'a' : 'b') : 'b',
      }),
    );
    const column = (at: (i: number) => number) => Int8Array.from(rows, (_, i) => at(i));
    const said = new Map([
      ['truth', column(i => (i < 200 ? 1 : 0))],
      ['courtesy', column(() => -1)],
      ['loyalty', column(i => (i < 200 ? 0 : 1))],
      ['privacy', column(() => 0)],
    ]);
    const { groups, silent } = await valuesOf(written(...rows), { said, seed: 1 });
    const all = groups[0]!;
    const truth = all.conflicts.find(({ winner, loser }) => winner === 'truth' && loser === 'courtesy')!;
    assert.equal(truth.share.n, 200);
    assert.ok(Math.abs(truth.share.value - 0.8) < 0.06 && truth.share.low < 0.8 && truth.share.high > 0.8);
    assert.ok(truth.q < 1e-6);
    assert.deepEqual(
      all.values.filter(({ votedBy }) => votedBy === 'model').map(({ id }) => id),
      ['truth', 'courtesy', 'loyalty'],
    );
    const of = (id: string) => all.values.find(one => one.id === id)!;
    assert.ok(of('truth').strength!.low > of('courtesy').strength!.high);
    assert.ok(of('courtesy').strength!.low > of('loyalty').strength!.high);
    assert.ok(Math.abs(of('truth').net.value - 0.6) < 0.13);
    assert.equal(of('loyalty').net.value, -1);
    assert.ok(silent.includes('justice') && !silent.includes('truthfulness'));
    assert.match(
      valuesText({ by: null, groups, silent, alike: [], contrary: [], small: 0 }, plain),
      /truthfulness over courtesy: 8\d %/,
    );
  });

  it('have no order where labels favour none, and say so', async () => {
    const random = new Random(9);
    const rows = Array.from(
      { length: 400 },
      (_, i): Written => ({ prompt: `Q ${i}`, a: `One ${i}`, b: `Two ${i}`, label: random.next() < 0.5 ? 'a' : 'b' }),
    );
    const column = () => Int8Array.from(rows, () => (random.next() < 0.5 ? 1 : -1));
    const said = new Map(['truth', 'courtesy', 'loyalty', 'privacy', 'law'].map(id => [id, column()]));
    const result = await valuesOf(written(...rows), { said, seed: 1 });
    assert.ok(result.groups[0]!.conflicts.every(({ q }) => q > 0.05));
    assert.match(valuesText(result, plain), /labels favour neither beyond chance: the order is not determined/);
  });

  it('count labels of one prompt as far as they differ', () => {
    const votes = [Int8Array.from({ length: 60 }, () => 1), Int8Array.from({ length: 60 }, () => -1)];
    const labels = (prompts: number) =>
      Array.from(
        { length: 60 },
        (_, at) => ({ at, side: (at % prompts) % 3 === 0 ? -1 : 1, prompt: at % prompts }) as const,
      );
    const of = (prompts: number) => conflictsOf(clashesOf(labels(prompts), votes), ['x', 'y'])[0]!;
    assert.ok(Math.abs(of(60).share.value - of(6).share.value) < 1e-12);
    const width = (prompts: number) => of(prompts).share.high - of(prompts).share.low;
    assert.ok(width(6) > 2 * width(60), `${width(6)} ${width(60)}`);
    assert.ok(of(6).q > 0.3 && of(60).q < 0.02);
  });

  it('are not certain where two labels agree', async () => {
    const rows = written(
      { prompt: 'P 1', a: 'One', b: 'Two', label: 'a' },
      { prompt: 'P 2', a: 'Three', b: 'Four', label: 'a' },
    );
    const said = new Map([['truth', Int8Array.from([-1, -1])]]);
    const result = await valuesOf(rows, { said, seed: 1 });
    const { net } = result.groups[0]!.values.find(({ id }) => id === 'truth')!;
    assert.deepEqual([net.value, net.low, net.n], [-1, -1, 2]);
    assert.ok(Math.abs(net.high - (1 - 2 * (2 / (2 + 1.959964 ** 2)))) < 1e-9, String(net.high));
  });

  it('are told by cues without a language model, and differ by group', async () => {
    const careful =
      'That is dangerous. Beware of the risk, and ask a doctor before you do anything of the kind to your knee.';
    const plainly =
      'You can simply bend it further every day until it moves as it did before, and that is all there is to it.';
    const rows = Array.from({ length: 80 }, (_, i): Written => {
      const swap = i % 3 === 0;
      const [a, b] = swap ? [plainly, careful] : [careful, plainly];
      const wants = i % 2 === 0 ? careful : plainly;
      return {
        prompt: `How do I treat my knee, case ${i}?`,
        a,
        b,
        label: wants === a ? 'a' : 'b',
        source: i % 2 === 0 ? 'clinic' : 'gym',
      };
    });
    const { groups, silent, small } = await valuesOf(written(...rows), { by: 'source', seed: 1 });
    assert.deepEqual(
      groups.map(({ group, labels }) => [group, labels]),
      [
        [null, 80],
        ['clinic', 40],
        ['gym', 40],
      ],
    );
    const caution = (at: number) => groups[at]!.values.find(({ id }) => id === 'caution')!;
    assert.equal(caution(0).votedBy, 'cues');
    assert.deepEqual(
      [0, 1, 2].map(at => caution(at).net.value),
      [0, 1, -1],
    );
    assert.equal(small, 0);
    assert.ok(silent.includes('truthfulness'));
    const text = valuesText({ by: 'source', groups, silent, alike: [], contrary: [], small }, plain);
    assert.match(text, /Voted by cues/);
    assert.match(text, /clinic, 40 labels: .*caution \+1\.00 \(all: 0\.00\)/);
  });
});
