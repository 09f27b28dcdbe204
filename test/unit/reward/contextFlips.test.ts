import assert from 'node:assert/strict';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import { contextFlips } from '../../../src/reward/context/contextFlips.ts';
import { systemMessage } from '../../../src/reward/context/systemMessage.ts';
import { type Written, written } from './comparisons.ts';

function under(system: string | null, ...rows: Written[]): Comparison[] {
  return written(...rows).map(c => ({
    ...c,
    prompt: system === null ? c.prompt : [{ role: 'system', content: system }, ...c.prompt],
  }));
}

function flipsOf(comparisons: readonly Comparison[]) {
  const numbered = comparisons.map((c, row) => ({ ...c, row }));
  return contextFlips(numbered, place => systemMessage(numbered[place]!));
}

describe('context', () => {
  const pair = { a: 'Short.', b: 'A long answer, with reasons.' };
  const turned = { a: 'a long answer with reasons', b: 'short', label: 'a' as const };

  it('turns a preference: the same responses, sides and spelling aside, under another system message', () => {
    const { share, within, flips } = flipsOf([
      ...under('Be brief.', pair),
      ...under('Explain at  length.', turned),
      ...under('Be brief.', { ...pair, prompt: 'Another question' }),
      ...under('Explain at length.', { ...pair, prompt: 'Another question' }),
    ]);
    assert.deepEqual([share!.value, share!.n, within], [0.5, 2, null]);
    assert.deepEqual(flips, [{ rows: [0, 1], contexts: ['Be brief.', 'Explain at length.'] }]);
  });

  it('explains no contradiction inside one context, nor labels without a context', () => {
    const { share, within, flips } = flipsOf([...under('Be brief.', pair, turned), ...under(null, pair, turned)]);
    assert.deepEqual([share, within!.value, within!.n, flips], [null, 1, 1, []]);
  });

  it('says nothing of ties, of prompts that differ, or of a context that is divided in itself', () => {
    const { share } = flipsOf([
      ...under('Be brief.', pair, turned),
      ...under('Explain.', pair),
      ...under('Third.', { ...pair, label: 'tie' }),
    ]);
    assert.equal(share, null);
  });
});
