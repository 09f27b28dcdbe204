import type { Comparison } from '../../dataset/comparison.ts';
import { textOf } from '../../dataset/comparison.ts';

/** As much of a text's start and end as is looked at. */
const looked = 20_000;

const patterns: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget) (?:all |any |the |your |these |those |my |of ){0,3}(?:previous|prior|above|earlier|preceding) (?:instructions?|prompts?|rules?|text)\b/iu,
  /\b(?:select|choose|pick|prefer|vote for) (?:the )?(?:response|answer|output|sample)[- ]?[ab]\b/iu,
  /["'](?:principles|votes|for_label|against_label|preferred_text)["']\s*:/iu,
  /<\/?(?:prompt|response|response-[ab])\b[^>\n]{0,40}>/iu,
  /\b(?:you are|act as) (?:now )?(?:the|a|an) (?:judge|evaluator|grader|annotator)\b/iu,
  /\b(?:system prompt|as the judge|dear (?:judge|evaluator|grader))\b/iu,
];

/** Whether a text looks as if it wanted to speak to a model that judges it. A hint for the report, not a filter. */
export function suspiciousText(text: string): boolean {
  const part = text.length <= 2 * looked ? text : `${text.slice(0, looked)}\n${text.slice(-looked)}`;
  return patterns.some(pattern => pattern.test(part));
}

/** Places of the comparisons with a suspicious response. */
export function suspiciousRows(comparisons: readonly Comparison[]): number[] {
  return [...comparisons.keys()].filter(row => {
    const { a, b } = comparisons[row]!;
    return suspiciousText(textOf(a.messages)) || suspiciousText(textOf(b.messages));
  });
}
