import assert from 'node:assert/strict';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import { runEnsemble } from '../../../src/reward/ensemble.ts';
import { Random } from '../../../src/reward/random.ts';
import { sentence, written } from './comparisons.ts';

/**
 * Rankings of made-up texts in an order that means nothing, each pair of a ranking a comparison. All have one prompt, so that
 * prompts can't keep them together.
 */
function rankings(lists: number, responses: number, seed: number): Comparison[] {
  const random = new Random(seed);
  return Array.from({ length: lists }, (_, list) => {
    const texts = Array.from({ length: responses }, () => `${sentence(random)} ${sentence(random)}`);
    const pairs = texts.flatMap((better, i) => texts.slice(i + 1).map(worse => [better, worse] as const));
    return written(
      ...pairs.map(([better, worse]) =>
        random.next() < 0.5
          ? { prompt: 'Which is better?', a: better, b: worse, label: 'a' as const }
          : { prompt: 'Which is better?', a: worse, b: better, label: 'b' as const },
      ),
    ).map(one => ({ ...one, listId: `list ${list}` }));
  })
    .flat()
    .map((one, row) => ({ ...one, row, line: row + 1 }));
}

describe('lists of responses', function () {
  this.timeout(120_000);

  it('leak nothing: what follows from the rest of a list is not foreseen', async () => {
    const comparisons = rankings(60, 5, 7);
    const kept = await runEnsemble(comparisons, { seed: 1, seeds: 1 });
    const n = comparisons.length;
    for (const { id, accuracy } of kept.members) {
      if (accuracy === null) continue;
      // The 600 labels are 60 judgements; three standard errors of as many coin tosses.
      assert.ok(accuracy.value < 0.5 + 1.5 / Math.sqrt(60), `${id} foresees ${accuracy.value} of ${n} labels`);
    }
    const strength = kept.members.find(({ id }) => id === 'strength')!;
    assert.match(strength.why, /recur in only 0 %/);
    // The same comparisons, not told to be lists: a > b and b > c give away a > c.
    const apart = comparisons.map(({ listId: _, ...one }) => one);
    const leaky = await runEnsemble(apart, { seed: 1, seeds: 1 });
    assert.ok(leaky.members.find(({ id }) => id === 'strength')!.accuracy!.value > 0.75);
  });

  it('that are a whole file give no opinion, and do not fail', async () => {
    const result = await runEnsemble(rankings(1, 14, 3), { seed: 1, seeds: 1 });
    assert.ok(result.members.every(({ used }) => !used));
    assert.ok(result.p.every(Number.isNaN));
  });
});
