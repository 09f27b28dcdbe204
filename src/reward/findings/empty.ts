import { type Comparison, textOf } from '../../dataset/comparison.ts';
import { response, sentence } from '../reason.ts';
import type { Check } from './check.ts';

const placeholders = new Set([
  'null',
  'none',
  'nan',
  'n/a',
  'undefined',
  '[empty]',
  '...',
  '-',
  '[deleted]',
  '[removed]',
]);

/** True for a text without anything in it, or with a placeholder for nothing. */
export function saysNothing(text: string): boolean {
  const trimmed = text.length > 200 ? text.slice(0, 200).trim() : text.trim();
  return trimmed === '' ? text.trim() === '' : placeholders.has(trimmed.toLowerCase());
}

function hasPrompt({ prompt }: Comparison): boolean {
  return !saysNothing(textOf(prompt));
}

/** True where more than half of the comparisons have a prompt. */
export function havePrompts(comparisons: readonly Comparison[]): boolean {
  return comparisons.filter(hasPrompt).length > comparisons.length / 2;
}

/** A response (or the prompt) is blank or a placeholder. */
export const emptyCheck: Check = {
  kinds: ['empty'],
  async run({ comparisons, options: { habits } }, report) {
    const prompts = comparisons.map(hasPrompt);
    const promptsExpected = habits?.prompts ?? havePrompts(comparisons);
    for (const [i, c] of comparisons.entries()) {
      const blank = (['a', 'b'] as const).filter(
        side => saysNothing(textOf(c[side].messages)) && c[side].messages.every(m => (m.toolCalls?.length ?? 0) === 0),
      );
      if (blank.length > 0) {
        const chosen = blank.some(side => side === c.label);
        report(i, {
          kind: 'empty',
          score: chosen || blank.length === 2 ? 1 : 0.8,
          reason:
            blank.length === 2
              ? sentence`Both responses are empty.`
              : sentence`One response (${response(blank[0]!)}) is empty${chosen ? ', and the label prefers it' : ''}.`,
          figures: { empty: blank.map(side => side.toUpperCase()).join(' and ') },
        });
      } else if (promptsExpected && !prompts[i]) {
        report(i, { kind: 'empty', score: 0.7, reason: sentence`The prompt is empty.`, figures: { empty: 'prompt' } });
      }
    }
  },
};
