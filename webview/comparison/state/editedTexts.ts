import type { Comparison, Message } from '../../../src/dataset/comparison.ts';
import type { Decision, TextRef } from '../../../src/edits/decision.ts';

/** A comparison with the edited texts in place of the file's own. */
export function withTexts(comparison: Comparison, texts: Decision['texts']): Comparison {
  if (Object.keys(texts).length === 0) return comparison;
  const edited = (part: 'prompt' | 'a' | 'b', messages: readonly Message[]): readonly Message[] =>
    messages.map((message, i) => {
      const text = texts[`${part}/${i}` as TextRef];
      return text === undefined ? message : { ...message, content: text };
    });
  return {
    ...comparison,
    prompt: edited('prompt', comparison.prompt),
    a: { ...comparison.a, messages: edited('a', comparison.a.messages) },
    b: { ...comparison.b, messages: edited('b', comparison.b.messages) },
  };
}
