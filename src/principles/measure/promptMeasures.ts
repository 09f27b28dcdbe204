import type { Comparison, Message } from '../../dataset/comparison.ts';
import { textOf } from '../../dataset/comparison.ts';
import type { FormatRequest } from './formatRequest.ts';
import { formatRequests } from './formatRequest.ts';
import { measure } from './measure.ts';
import type { Measures } from './measures.ts';
import { partsAsked } from './partsAsked.ts';

/** What the principles look at in a prompt: its last user turn. */
export interface PromptMeasures extends Measures {
  /** Formats that the prompt asks for in words. */
  readonly requests: readonly FormatRequest[];
  /** Content stems of each part asked, where there are several; else empty. */
  readonly parts: readonly ReadonlySet<string>[];
  /** A question that yes or no answers. */
  readonly yesNoQuestion: boolean;
  /** Asks for a translation or another language, so that the answer's language need not be the prompt's. */
  readonly otherLanguage: boolean;
}

/** The text that the responses answer: the last user turn, or the whole prompt where none is marked. */
export function lastTurn(prompt: readonly Message[]): string {
  return prompt.findLast(message => message.role === 'user')?.content ?? textOf(prompt);
}

/** Measures a prompt once for all principles; linear in its length. */
export function measurePrompt(prompt: Comparison['prompt']): PromptMeasures {
  return measureTurn(lastTurn(prompt));
}

/** The same of the turn that the responses answer. */
export function measureTurn(text: string): PromptMeasures {
  const measures = measure(text);
  const end = text.trimEnd();
  const start = text.trimStart().slice(0, 80);
  return {
    ...measures,
    requests: formatRequests(text),
    parts: partsAsked(text),
    yesNoQuestion:
      end.endsWith('?') &&
      measures.questions === 1 &&
      !/\bor\b/iu.test(end.slice(-200)) &&
      /^(?:is|are|am|was|were|do|does|did|can|could|will|would|should|has|have|had|may|must)\b/iu.test(start),
    otherLanguage:
      /\b(?:translat\w{0,5}|in (?:spanish|french|german|italian|portuguese|dutch|chinese|japanese|korean|russian|arabic|hindi|english|latin|greek))\b/iu.test(
        text.slice(0, 2000),
      ),
  };
}
