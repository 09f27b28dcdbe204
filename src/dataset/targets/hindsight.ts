import type { Message } from '../comparison.ts';
import { singleTexts, withOnePrompt } from './preferred.ts';
import type { Made, Target } from './target.ts';

/** The feedback before each response, after Chain of Hindsight (arXiv 2302.02676): a model is later asked with the first. */
export const hindsightPhrases = { chosen: 'A good answer: ', rejected: 'A bad answer: ' } as const;

/**
 * Chain of Hindsight: one text that holds both responses, each behind a phrase of feedback, in pieces that say whether they
 * are learnt (the responses) or only read (prompt and feedback). The bad answer comes first in every second record, so that
 * a phrase is not told by its place.
 */
export const hindsightTarget: Target = {
  id: 'hindsight',
  name: 'Chain of Hindsight: segments with feedback before both responses (Axolotl input_output)',
  container: 'lines',
  keeps: [],
  make([comparison]): Made {
    const found = withOnePrompt(comparison!);
    if ('refused' in found) return found;
    const texts = singleTexts(found);
    if ('refused' in texts) return texts;
    if (found.prompt.some(({ toolCalls }) => toolCalls)) return { refused: 'its prompt calls a tool' };
    const told = [
      { phrase: hindsightPhrases.chosen, text: texts[0] },
      { phrase: hindsightPhrases.rejected, text: texts[1] },
    ];
    const [first, second] = comparison!.row % 2 === 0 ? told : told.toReversed();
    return {
      records: [
        {
          segments: [
            { label: false, text: `${promptText(found.prompt)}${first!.phrase}` },
            { label: true, text: first!.text },
            { label: false, text: `\n\n${second!.phrase}` },
            { label: true, text: second!.text },
          ],
        },
      ],
    };
  },
};

/** A single question as it is; a conversation with its roles named. */
function promptText(prompt: readonly Message[]): string {
  const [only] = prompt;
  if (only === undefined) return '';
  if (prompt.length === 1 && only.role === 'user') return `${only.content}\n\n`;
  const names: Readonly<Record<string, string>> = { user: 'User', assistant: 'Assistant', system: 'System' };
  return prompt.map(({ role, content }) => `${names[role] ?? role}: ${content}\n\n`).join('');
}
