import assert from 'node:assert/strict';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import { runEnsemble } from '../../../src/reward/ensemble.ts';
import type { Finding, FindingKind } from '../../../src/reward/finding.ts';
import type { FindingOptions } from '../../../src/reward/findings/check.ts';
import { findAll } from '../../../src/reward/findings/findAll.ts';
import { Random } from '../../../src/reward/random.ts';
import { reasonText } from '../../../src/reward/reason.ts';
import { listsWin, sentence, written } from './comparisons.ts';

async function audit(comparisons: Comparison[], options: FindingOptions = {}): Promise<Finding[][]> {
  return findAll(comparisons, await runEnsemble(comparisons, { seed: 1, seeds: 1 }), options);
}

/** Which rows have a finding of a kind. */
function rowsWith(found: readonly Finding[][], kind: FindingKind): number[] {
  return found.flatMap((findings, i) => (findings.some(f => f.kind === kind) ? [i] : []));
}

function finding(found: readonly Finding[][], row: number, kind: FindingKind): Finding {
  const one = found[row]!.find(f => f.kind === kind);
  assert.ok(one, `row ${row} has ${found[row]!.map(f => f.kind).join(', ') || 'no finding'}, not ${kind}`);
  return one;
}

function why(found: readonly Finding[][], row: number, kind: FindingKind): string {
  return reasonText(finding(found, row, kind).reason);
}

const loaf = 'Wrap the loaf in a clean cloth and keep it in a wooden box, away from the sun.';
const freezer = 'Slice it on the first day, freeze the slices, and toast them one by one as you need them.';
const fridge = 'A fridge dries bread out, so leave it on the counter under a bowl.';

describe('findings', function () {
  this.timeout(60_000);

  it('name wrong labels mislabeled, with members and probability in the reason', async () => {
    const { comparisons } = listsWin(300, 1);
    const changed = comparisons.map((c, i) =>
      i % 30 === 7 ? { ...c, label: c.label === 'a' ? ('b' as const) : ('a' as const) } : c,
    );
    const found = await audit(changed);
    const planted = changed.flatMap((_, i) => (i % 30 === 7 ? [i] : []));
    assert.deepEqual(
      rowsWith(found, 'mislabeled').filter(i => planted.includes(i)),
      planted,
    );
    const { score } = finding(found, 7, 'mislabeled');
    assert.match(
      why(found, 7, 'mislabeled'),
      /^The label says [AB]\. \w+ of \w+ members prefer [AB]; .* probability of \d+ %\./,
    );
    assert.ok(score > 0.5 && score <= 1);
  });

  it('call them suspect while the ensemble is weak', async () => {
    const { comparisons, truth } = listsWin(300, 2);
    const random = new Random(3);
    const noisy = comparisons.map((c, i) => ({
      ...c,
      label: random.next() < 0.66 === truth[i]! > 0 ? ('a' as const) : ('b' as const),
    }));
    const found = await audit(noisy);
    assert.equal(rowsWith(found, 'mislabeled').length, 0);
    assert.ok(rowsWith(found, 'suspect').length > 10);
  });

  it('report a repeated pair once per repetition, also with exchanged sides, but not votes of two annotators', async () => {
    const found = await audit(
      written(
        { a: loaf, b: freezer },
        { a: freezer, b: loaf, label: 'b' },
        { a: fridge, b: freezer, votes: [['ann', 'a']] },
        { a: fridge, b: freezer, votes: [['bob', 'a']] },
      ),
    );
    assert.deepEqual(rowsWith(found, 'duplicate'), [1]);
    assert.match(why(found, 1, 'duplicate'), /line 1, with the sides exchanged/);
    assert.deepEqual(finding(found, 1, 'duplicate').related, [0]);
  });

  it('report both rows of a contradiction', async () => {
    const found = await audit(
      written({ a: loaf, b: freezer }, { a: fridge, b: freezer }, { a: loaf, b: freezer, label: 'b' }),
    );
    assert.deepEqual(rowsWith(found, 'contradiction'), [0, 2]);
    assert.match(why(found, 0, 'contradiction'), /line 3/);
    assert.deepEqual(rowsWith(found, 'duplicate'), []);
  });

  it('report a circle of three, and none in an order', async () => {
    const circle = await audit(written({ a: loaf, b: freezer }, { a: freezer, b: fridge }, { a: fridge, b: loaf }));
    assert.deepEqual(rowsWith(circle, 'cycle'), [0, 1, 2]);
    assert.deepEqual([...finding(circle, 0, 'cycle').related!].sort(), [1, 2]);
    const order = await audit(written({ a: loaf, b: freezer }, { a: freezer, b: fridge }, { a: loaf, b: fridge }));
    assert.deepEqual(rowsWith(order, 'cycle'), []);
  });

  it('report no circle across prompts', async () => {
    const found = await audit(
      written(
        { a: loaf, b: freezer, prompt: 'One?' },
        { a: freezer, b: fridge, prompt: 'Two?' },
        { a: fridge, b: loaf, prompt: 'Three?' },
      ),
    );
    assert.deepEqual(rowsWith(found, 'cycle'), []);
  });

  it('report empty responses and prompts, worst where the empty one is preferred', async () => {
    const found = await audit(
      written(
        { a: '  \n', b: loaf },
        { a: loaf, b: 'N/A' },
        { a: loaf, b: freezer, prompt: '' },
        { a: loaf, b: fridge },
      ),
    );
    assert.deepEqual(rowsWith(found, 'empty'), [0, 1, 2]);
    assert.ok(finding(found, 0, 'empty').score > finding(found, 1, 'empty').score);
  });

  it('report texts that are the same or nearly so, but not short ones that differ in a word', async () => {
    const long = Array.from({ length: 5 }, (_, i) => sentence(new Random(i))).join(' ');
    const found = await audit(
      written(
        { a: loaf, b: loaf },
        { a: loaf, b: loaf.toUpperCase() },
        { a: long, b: `${long} Indeed.` },
        { a: 'The answer is 4.', b: 'The answer is 5.' },
        { a: loaf, b: freezer },
      ),
    );
    assert.deepEqual(rowsWith(found, 'near-identical'), [0, 1, 2]);
    assert.equal(finding(found, 0, 'near-identical').score, 1);
  });

  it('report sides that do not share their prompt', async () => {
    const found = await audit(written({ a: loaf, b: freezer, promptB: 'How do I bake?' }, { a: loaf, b: fridge }));
    assert.deepEqual(rowsWith(found, 'prompt-mismatch'), [0]);
  });

  it('report scores against the label as conflict and equal scores as ambiguous', async () => {
    const found = await audit(
      written(
        { a: loaf, b: freezer, scores: [3, 8] },
        { a: loaf, b: fridge, scores: [8, 3] },
        { a: freezer, b: fridge, scores: [5, 5] },
      ),
    );
    assert.deepEqual(rowsWith(found, 'score-conflict'), [0]);
    assert.match(why(found, 0, 'score-conflict'), /scores B higher \(A 3, B 8\)/);
    assert.deepEqual(rowsWith(found, 'ambiguous'), [2]);
  });

  it('report disagreeing annotators, near-even votes, and a label against the majority', async () => {
    const found = await audit(
      written(
        {
          a: loaf,
          b: freezer,
          votes: [
            ['u', 'a'],
            ['v', 'a'],
            ['w', 'b'],
            ['x', 'b'],
            ['y', 'a'],
          ],
        },
        {
          a: loaf,
          b: fridge,
          votes: [
            ['u', 'b'],
            ['v', 'b'],
            ['w', 'a'],
            ['x', 'b'],
            ['y', 'b'],
          ],
        },
        {
          a: freezer,
          b: fridge,
          votes: [
            ['u', 'a'],
            ['v', 'a'],
            ['w', 'a'],
          ],
        },
      ),
    );
    assert.deepEqual(rowsWith(found, 'contested'), [0, 1]);
    assert.deepEqual(rowsWith(found, 'ambiguous'), [0]);
    assert.match(why(found, 1, 'contested'), /follows the minority/);
  });

  it('report responses cut off and conversations longer than a trainer keeps', async () => {
    const start = Array.from({ length: 6 }, (_, i) => sentence(new Random(i))).join(' ');
    const found = await audit(
      written(
        { a: `${start} And then the baker who lived at the end of the road went to`, b: loaf },
        { a: `${start}\n\`\`\`js\nlet bread = 1;`, b: loaf },
        { a: start, b: loaf },
        { a: `${start} `.repeat(20), b: loaf },
        { a: loaf, b: `${start} And then the baker who lived at the end of the road went to` },
      ),
    );
    assert.deepEqual(rowsWith(found, 'truncation-risk'), [0, 1, 3]);
    assert.match(why(found, 3, 'truncation-risk'), /tokens long/);
  });

  it('report prompts that are in an evaluation file', async () => {
    const evaluation = ['Why is the sky blue in the morning?', 'How do I keep bread fresh for longer, at home?'];
    const found = await audit(
      written({ a: loaf, b: freezer }, { a: loaf, b: fridge, prompt: 'How do I sharpen a knife without a stone?' }),
      {
        evaluationPrompts: evaluation,
      },
    );
    assert.deepEqual(rowsWith(found, 'leak'), [0]);
    assert.match(why(found, 0, 'leak'), /prompt 2/);
  });

  it('report a response that answers another prompt', async () => {
    const { comparisons } = listsWin(60, 9);
    const [odd] = written({
      prompt: 'Which fertiliser suits tomatoes planted beside basil and marigold in sandy soil?',
      a: 'Marigold and basil help tomatoes; in sandy soil give a slow fertiliser with potassium every other week until the fruit has set, and water deeply.',
      b: 'Chess openings reward quick development: bring knights toward central squares, castle early, avoid moving queens repeatedly, connect both rooks, challenge opposing pawns, and never weaken kingside squares without concrete calculation or urgent tactical reasons whatsoever.',
    });
    const found = await audit([...comparisons, { ...odd!, row: 60, line: 61 }]);
    assert.deepEqual(rowsWith(found, 'off-topic'), [60]);
    assert.match(why(found, 60, 'off-topic'), /^One response \(B\) shares no telling word/);
  });

  it('report a source whose labels run against the others, and no other source', async () => {
    const sets = [1, 2, 3].map(seed => listsWin(120, seed).comparisons);
    const comparisons = sets.flatMap((set, s) =>
      set.map((c, i) => ({
        ...c,
        row: 120 * s + i,
        prompt: [{ role: 'user', content: `${s} ${i} ${c.prompt[0]!.content}` }],
        source: `source ${s}`,
        label: s === 2 ? (c.label === 'a' ? ('b' as const) : ('a' as const)) : c.label,
      })),
    );
    const found = await audit(comparisons);
    const rows = rowsWith(found, 'orientation');
    assert.equal(rows.length, 120);
    assert.ok(rows.every(i => i >= 240));
  });

  it('report ties only for what their texts show', async () => {
    const found = await audit(
      written({ a: loaf, b: loaf, label: 'tie', scores: [1, 2] }, { a: loaf, b: freezer, label: null }),
    );
    assert.deepEqual(
      found[0]!.map(f => f.kind),
      ['near-identical'],
    );
    assert.deepEqual(found[1], []);
  });

  it('report nothing on clean, ordinary comparisons', async () => {
    const found = await audit(
      written(
        { a: loaf, b: freezer, prompt: 'One way to keep bread?' },
        { a: fridge, b: loaf, prompt: 'Another way?' },
      ),
    );
    assert.deepEqual(found.flat(), []);
  });
});
