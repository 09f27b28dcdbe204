import type { Comparison } from '../../dataset/comparison.ts';
import { MeasuredTexts } from '../measure/measuredTexts.ts';
import { lastTurn, measureTurn, type PromptMeasures } from '../measure/promptMeasures.ts';

/** Something that holds of some prompts and not of others. */
export interface Condition {
  readonly id: string;
  /** Completes "when the prompt ...". */
  readonly words: string;
}

const codeWords =
  /```|\b(?:code|function|script|program|implement|python|javascript|typescript|java|sql|html|css|regex|bash|algorithm|debug|compile[rs]?)\b/iu;
const harmWords =
  /\b(?:kill|murder|weapon|bomb|drugs?|suicid\w{0,4}|steal|hack\w{0,4}|illegal\w{0,2}|poison\w{0,3}|rac(?:ist|ial)|rape|abus\w{0,4}|violen(?:t|ce)|self-harm)\b/iu;
const creativeWords = /\b(?:story|poem|song|lyrics|haiku|limerick|joke|fiction|essay|novel|screenplay)\b/iu;
const longPrompt = 100;
/** As much of a prompt as the word lists look at, so that a huge one costs no more than a long one. */
const looked = 20_000;

type Test = (prompt: PromptMeasures, comparison: Comparison) => boolean;

const tests: readonly (Condition & { readonly holds: Test })[] = [
  { id: 'code', words: 'asks for code', holds: ({ text }) => codeWords.test(text.slice(0, looked)) },
  { id: 'question', words: 'ends with a question', holds: ({ endsWithQuestion }) => endsWithQuestion },
  { id: 'long', words: `has ${longPrompt} words or more`, holds: ({ words }) => words >= longPrompt },
  { id: 'harm', words: 'names something harmful', holds: ({ text }) => harmWords.test(text.slice(0, looked)) },
  { id: 'foreign', words: 'is not in English', holds: ({ english }) => !english },
  {
    id: 'turns',
    words: 'is a conversation of several turns',
    holds: (_, { prompt }) => prompt.filter(({ role }) => role === 'user').length > 1,
  },
  {
    id: 'creative',
    words: 'asks for creative writing',
    holds: ({ text }) => creativeWords.test(text.slice(0, looked)),
  },
  { id: 'format', words: 'asks for a format', holds: ({ requests }) => requests.length > 0 },
];

/** The conditions that principles may be restricted to. */
export const conditions: readonly Condition[] = tests;

/**
 * Where each condition holds: by condition id, 1 or 0 along the comparisons.
 *
 * @param turns - where prompts have been measured already
 */
export function whereConditionsHold(
  comparisons: readonly Comparison[],
  turns = new MeasuredTexts(measureTurn),
): Map<string, Uint8Array> {
  const held = new Map(tests.map(({ id }) => [id, new Uint8Array(comparisons.length)]));
  comparisons.forEach((comparison, row) => {
    const prompt = turns.of(lastTurn(comparison.prompt));
    for (const { id, holds } of tests) held.get(id)![row] = Number(holds(prompt, comparison));
  });
  return held;
}
