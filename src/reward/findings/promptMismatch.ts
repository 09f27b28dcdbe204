import { textOf } from '../../dataset/comparison.ts';
import { sentence } from '../reason.ts';
import type { Check } from './check.ts';

/** The two sides answer different prompts. */
export const promptMismatchCheck: Check = {
  kinds: ['prompt-mismatch'],
  async run({ comparisons }, report) {
    for (const [i, c] of comparisons.entries()) {
      if (c.promptB === undefined) continue;
      const a = textOf(c.prompt);
      const b = textOf(c.promptB);
      let common = 0;
      while (common < a.length && common < b.length && a[common] === b[common]) common++;
      report(i, {
        kind: 'prompt-mismatch',
        score: 1,
        reason: sentence`The two sides do not share their prompt: they part after ${common} characters. A trainer would learn from the prompt, not from the responses.`,
        figures: { 'common characters': common, 'turns of A': c.prompt.length, 'turns of B': c.promptB.length },
      });
    }
  },
};
