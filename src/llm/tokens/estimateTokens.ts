import type { Ask } from '../languageModel.ts';

/** Tokens that a chat template adds for a turn, and for the beginning of the answer. */
const perMessage = 4;
const perAsk = 3;

/**
 * Estimates how many tokens a text is, without a tokenizer. Byte-pair vocabularies hold most English words whole with
 * their space and split longer ones about every six letters; digits go by threes, punctuation by one or two; scripts
 * without spaces take about 0.7 tokens a character in newer vocabularies, other scripts about one for 2.5 letters. White
 * space beyond one space counts once per run.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let kind: Kind = 'none';
  let run = 0;
  const close = (): void => {
    if (run > 0) tokens += cost(kind, run);
    run = 0;
  };
  for (let at = 0; at < text.length; at++) {
    const next = kindOf(text.charCodeAt(at));
    if (next !== kind) close();
    kind = next;
    run++;
  }
  close();
  return Math.ceil(tokens);
}

/** Estimates the input tokens of an ask. */
export function estimateInput({ messages, schema }: Ask): number {
  const texts = messages.reduce((sum, { content }) => sum + perMessage + estimateTokens(content), perAsk);
  // Servers that hold an answer to a schema do it outside the prompt, or show it: the estimate errs to the high side.
  return texts + (schema === undefined ? 0 : Math.ceil(estimateTokens(JSON.stringify(schema.schema)) / 4));
}

type Kind = 'none' | 'latin' | 'letter' | 'digit' | 'wide' | 'space' | 'break' | 'sign';

function kindOf(code: number): Kind {
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return 'latin';
  if (code === 32) return 'space';
  if (code === 10 || code === 13 || code === 9) return 'break';
  if (code >= 48 && code <= 57) return 'digit';
  if (code < 128) return 'sign';
  // Kana, CJK ideographs, Hangul; surrogates stand for emoji and rare ideographs.
  if ((code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3)) {
    return 'wide';
  }
  return code >= 0xd800 && code <= 0xdfff ? 'wide' : 'letter';
}

function cost(kind: Kind, run: number): number {
  if (kind === 'latin') return run <= 7 ? 1 : run / 6;
  if (kind === 'letter') return Math.max(1, run / 2.5);
  if (kind === 'digit') return Math.ceil(run / 3);
  if (kind === 'wide') return run * 0.7;
  if (kind === 'space') return run > 1 ? 1 : 0;
  if (kind === 'break') return 1;
  return Math.max(1, run / 2);
}
