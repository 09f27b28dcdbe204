import assert from 'node:assert/strict';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import { annotatorsFigures } from '../../../src/reward/annotators/annotatorsFigures.ts';
import { annotatorVotes } from '../../../src/reward/annotators/annotatorVotes.ts';
import { krippendorff } from '../../../src/reward/annotators/krippendorff.ts';
import { Pace } from '../../../src/reward/pace.ts';
import { prepare } from '../../../src/reward/prepared.ts';
import { Random } from '../../../src/reward/random.ts';

const n = 400;

type Votes = Readonly<Record<string, readonly ('a' | 'b' | 'tie' | null)[]>>;

function compared(count: number, votes: Votes, positioned = true): Comparison[] {
  return Array.from({ length: count }, (_, row) => ({
    row,
    line: row + 1,
    key: String(row),
    prompt: [{ role: 'user', content: `Question ${row}` }],
    a: { messages: [{ role: 'assistant', content: `One answer to ${row}` }] },
    b: { messages: [{ role: 'assistant', content: `The other answer to ${row}, which is longer` }] },
    label: 'a',
    annotations: Object.entries(votes).flatMap(([annotator, said]) =>
      said[row] === null || said[row] === undefined
        ? []
        : [
            {
              annotator,
              label: said[row],
              time: new Date(1.7e12 + row * (annotator === 'hasty' ? 2e3 : 2e4)).toISOString(),
            },
          ],
    ),
    positioned,
    fields: {},
  }));
}

/** Eight annotators of accuracy .8; one by chance, one contrary, one who always takes the first, one who copies another. */
function crowd(seed: number): { votes: Votes; truth: ('a' | 'b')[] } {
  const random = new Random(seed);
  const truth = Array.from({ length: n }, () => (random.next() < 0.5 ? 'a' : 'b'));
  const not = (side: 'a' | 'b'): 'a' | 'b' => (side === 'a' ? 'b' : 'a');
  const able = (accuracy: number) => truth.map(side => (random.next() < accuracy ? side : not(side)));
  const votes: Record<string, ('a' | 'b' | null)[]> = {};
  for (let j = 0; j < 8; j++) votes[`able ${j}`] = able(0.8).map(side => (random.next() < 0.5 ? side : null));
  votes.original = able(0.75);
  votes.copycat = votes.original.map(side => (side !== null && random.next() < 0.05 ? not(side) : side));
  votes.chance = able(0.5);
  votes.contrary = able(0.2);
  votes.constant = truth.map(() => (random.next() < 0.97 ? 'a' : 'b'));
  votes.hasty = able(0.8);
  return { votes, truth };
}

async function figuresOf(comparisons: readonly Comparison[]) {
  const prepared = await prepare(comparisons, new Pace(undefined));
  const margin = new Float64Array(comparisons.length).fill(Number.NaN);
  return annotatorsFigures(comparisons, { prepared, margin, seed: 0 });
}

describe('annotators', () => {
  it('are told apart: able ones, chance, the contrary, one side, copies and haste', async () => {
    const { votes, truth } = crowd(3);
    const annotated = (await figuresOf(compared(n, votes)))!;
    const { annotators, suspicions, pairs } = annotated.figures;
    const named = (kind: string) => suspicions.filter(s => s.kind === kind).map(s => s.name);
    assert.deepEqual(named('contrary'), ['contrary']);
    assert.ok(named('random').includes('chance'));
    assert.deepEqual(named('constant side'), ['constant']);
    assert.deepEqual(named('copying'), ['original']);
    assert.deepEqual(named('hasty'), ['hasty']);
    for (const { name, accuracy, pull } of annotators.filter(a => a.name.startsWith('able'))) {
      assert.ok(Math.abs(accuracy!.value - 0.8) < 0.07, `${name}: ${accuracy!.value}`);
      assert.ok(Math.abs(pull!) < 0.5);
      assert.ok(!suspicions.some(s => s.name === name));
    }
    assert.ok(annotators.find(a => a.name === 'constant')!.pull! > 1.5);
    const copied = pairs.find(p => [p.one, p.other].sort().join() === 'copycat,original')!;
    assert.ok(copied.agreement.value > 0.9 && copied.agreement.n === n);
    const right = [...annotated.consensus].filter((p, i) => p > 0.5 === (truth[i] === 'a')).length;
    assert.ok(right / n > 0.93, String(right / n));
  });

  it('are nobody where fewer than two are named', async () => {
    assert.equal(await figuresOf(compared(3, { one: ['a', 'b', 'a'] })), null);
  });

  it('have a length bias against what the consensus says of the same comparisons', async () => {
    const random = new Random(5);
    const truth = Array.from({ length: n }, () => (random.next() < 0.5 ? ('a' as const) : ('b' as const)));
    const able = () => truth.map(side => (random.next() < 0.85 ? side : side === 'a' ? 'b' : 'a'));
    const wordy = truth.map(side => (random.next() < 0.4 ? 'b' : side));
    const { figures } = (await figuresOf(compared(n, { one: able(), two: able(), three: able(), wordy })))!;
    const { longer } = figures.annotators.find(a => a.name === 'wordy')!;
    assert.ok(longer!.share.low > longer!.expected + 0.05);
    const other = figures.annotators.find(a => a.name === 'one')!.longer!;
    assert.ok(other.share.low < other.expected && other.share.high > other.expected);
  });
});

describe("Krippendorff's alpha", () => {
  const alphaOf = async (votes: Votes, count: number) => {
    const comparisons = compared(count, votes);
    return krippendorff(annotatorVotes(comparisons, { prepared: await prepare(comparisons, new Pace(undefined)) }), 1);
  };

  it('is 1 where all agree, 0 by chance, below 0 where they contradict, and has an interval', async () => {
    const random = new Random(1);
    const side = () => (random.next() < 0.5 ? ('a' as const) : ('b' as const));
    const one = Array.from({ length: n }, side);
    assert.equal((await alphaOf({ one, two: one }, n))!.value, 1);
    const chance = (await alphaOf({ one, two: Array.from({ length: n }, side) }, n))!;
    assert.ok(chance.low < 0 && chance.high > 0 && chance.high - chance.low < 0.25, JSON.stringify(chance));
    const contrary = one.map(s => (s === 'a' ? ('b' as const) : ('a' as const)));
    assert.ok((await alphaOf({ one, two: contrary }, n))!.value < -0.9);
    assert.equal(await alphaOf({ one: ['a', null], two: [null, 'b'] }, 2), null);
  });

  it('equals the sum over pairs of values, worked out by hand', async () => {
    // Four units, ties among them; votes that are alone don't count. Orders by hash do not change what is alike.
    const votes = {
      one: ['tie', 'tie', 'tie', 'tie', 'a'],
      two: ['tie', 'a', 'tie', 'tie', null],
      three: ['tie', null, 'tie', null, null],
    } as const;
    // Units (3 ties), (tie, x), (3 ties), (2 ties): n = 10, one vote of x. D: 2 unlike ordered pairs / (2 - 1).
    const expected = 1 - (9 * 2) / (100 - 81 - 1);
    assert.ok(Math.abs((await alphaOf(votes, 5))!.value - expected) < 1e-12);
  });
});
