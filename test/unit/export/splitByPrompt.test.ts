import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import { ExportError } from '../../../src/export/exportError.ts';
import { promptGroups } from '../../../src/export/promptGroups.ts';
import { splitByPrompt } from '../../../src/export/splitByPrompt.ts';
import { comparisonOf } from './comparisons.ts';

const together = (comparisons: readonly Comparison[]): boolean => promptGroups(comparisons).count === 1;
const answers = (name: string): [string, string] => [`${name}, at length.`, `Not ${name}.`];

describe('the split by prompt', () => {
  it('keeps together what is one prompt in other words, punctuation or turns, and parts what is not', () => {
    const one = comparisonOf(0, 'Which river is the longest in the world?', answers('x'));
    const as = (question: string) => comparisonOf(1, question, answers('y'));
    assert.ok(together([one, as('which  river is the LONGEST in the world ?')]));
    assert.ok(!together([one, as('Which mountain is the highest in Europe?')]));
    const long =
      'Write a letter to my landlord that asks him to repair the heating before the winter begins, politely but firmly, and keep it short';
    assert.ok(together([comparisonOf(0, long, answers('x')), as(`${long}, please`)]));
    const later = comparisonOf(1, '', answers('y'), {
      prompt: [...one.prompt, { role: 'assistant', content: 'The Nile.' }, { role: 'user', content: 'And the next?' }],
    });
    assert.ok(together([one, later]));
    const system = (row: number, question: string) =>
      comparisonOf(row, '', answers(question), {
        prompt: [
          { role: 'system', content: `${long} ${long}` },
          { role: 'user', content: question },
        ],
      });
    assert.ok(!together([system(0, 'Who wrote Emma?'), system(1, 'Where is Quito?')]));
  });

  it('keeps lists and equal pairs of responses together, whatever their prompts', () => {
    const list = { listId: 'l' };
    assert.ok(
      together([comparisonOf(0, 'Ask one', answers('x'), list), comparisonOf(1, 'Other two', answers('y'), list)]),
    );
    const [a, b] = answers('x');
    assert.ok(together([comparisonOf(0, 'Ask one', [a, b]), comparisonOf(1, 'Other two', [b, a])]));
    assert.ok(
      together([comparisonOf(0, '', answers('x')), comparisonOf(1, '', [`Something else entirely`, `Not x.`])]) ===
        false,
    );
    assert.ok(
      together([
        comparisonOf(0, '', answers('a long answer of some words')),
        comparisonOf(1, '', [`Something else entirely`, answers('a long answer of some words')[0]]),
      ]),
    );
    const apart = comparisonOf(0, 'Ask one', answers('x'), { promptB: [{ role: 'user', content: 'Other two' }] });
    assert.ok(together([apart, comparisonOf(1, 'Other two', answers('y'))]));
  });

  it('joins through a third: near a and near b is one group', () => {
    const list = (row: number, question: string, listId: string) =>
      comparisonOf(row, question, answers(`${row}`), { listId });
    assert.ok(together([list(0, 'First', 'l'), list(1, 'Second', 'l'), list(2, 'Second', 'm'), list(3, 'Third', 'm')]));
  });

  const files = fc
    .array(fc.tuple(fc.nat(14), fc.option(fc.nat(5), { nil: undefined })), { minLength: 2, maxLength: 60 })
    .map(kinds =>
      kinds.map(([prompt, list], row) =>
        comparisonOf(row, `Prompt number ${prompt}`, answers(`${row}`), {
          ...(list !== undefined && { listId: `list ${list}` }),
        }),
      ),
    );

  it('never has a prompt or list on both sides, takes all, and stays within the share', () => {
    fc.assert(
      fc.property(
        files,
        fc.double({ min: 0.05, max: 0.6, noNaN: true }),
        fc.nat(99),
        (comparisons, testShare, seed) => {
          let split: ReturnType<typeof splitByPrompt>;
          try {
            split = splitByPrompt(comparisons, { testShare, seed });
          } catch (error) {
            assert.ok(error instanceof ExportError);
            return;
          }
          const sides = (of: (one: Comparison) => string | undefined): void => {
            const side = new Map<string, number>();
            for (const [i, one] of comparisons.entries()) {
              const key = of(one);
              if (key === undefined) continue;
              const known = side.get(key) ?? split.test[i]!;
              assert.equal(split.test[i], known, key);
              side.set(key, known);
            }
          };
          sides(one => one.prompt[0]!.content);
          sides(one => one.listId);
          assert.equal(
            split.testCount,
            split.test.reduce((sum, one) => sum + one, 0),
          );
          assert.equal(split.trainCount + split.testCount, comparisons.length);
          assert.ok(split.testCount > 0 && split.trainCount > 0);
          assert.ok(split.testCount <= Math.max(1, Math.round(testShare * comparisons.length)));
        },
      ),
    );
  });

  it('is the same for a seed in whatever order the file is, and another for another', () => {
    const comparisons = Array.from({ length: 200 }, (_, row) =>
      comparisonOf(row, `Prompt number ${row % 90}`, answers(`${row}`)),
    );
    const test = (list: readonly Comparison[], seed: number): string[] => {
      const split = splitByPrompt(list, { testShare: 0.2, seed });
      return list
        .filter((_, i) => split.test[i] === 1)
        .map(({ key }) => key)
        .toSorted();
    };
    assert.deepEqual(test(comparisons, 1), test(comparisons.toReversed(), 1));
    assert.notDeepEqual(test(comparisons, 1), test(comparisons, 2));
    assert.equal(test(comparisons, 1).length, 40);
  });

  it('moves few comparisons when some are left out', () => {
    const comparisons = Array.from({ length: 400 }, (_, row) => comparisonOf(row, `Prompt ${row}`, answers(`${row}`)));
    const test = (list: readonly Comparison[]): Set<string> => {
      const split = splitByPrompt(list, { testShare: 0.25, seed: 3 });
      return new Set(list.filter((_, i) => split.test[i] === 1).map(({ key }) => key));
    };
    const before = test(comparisons);
    const after = test(comparisons.filter((_, i) => i % 20 !== 0));
    const moved = [...after].filter(key => !before.has(key)).length;
    assert.ok(moved <= 20, `${moved} of ${after.size} came from the training side`);
  });

  it('refuses what can only be split with a leak', () => {
    const one = (row: number, listId: string) => comparisonOf(row, 'The one prompt', answers(`${row}`), { listId });
    const choice = { testShare: 0.5, seed: 0 };
    assert.throws(() => splitByPrompt([one(0, 'a'), one(1, 'b')], choice), /one prompt or list between them/);
    const two = [0, 1, 2, 3].map(row => comparisonOf(row, `Prompt ${row % 2}`, answers(`${row}`)));
    assert.throws(() => splitByPrompt(two, { testShare: 0.25, seed: 0 }), /Ask for a larger test share/);
    assert.equal(splitByPrompt(two, choice).testCount, 2);
    assert.throws(() => splitByPrompt(two, { testShare: 1, seed: 0 }), /not between 0 and 1/);
  });
});
