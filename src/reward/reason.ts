import type { Side } from '../dataset/comparison.ts';

/** A part of a reason: words, or one of the record's two responses, which every view names in its own way. */
export type ReasonPart = string | { readonly response: Side };

/** One or two sentences for the reviewer. Never empty; words of the dataset in it are plain text. */
export type Reason = readonly ReasonPart[];

/** One of the record's responses, as a value for `sentence`. */
export function response(side: Side): ReasonPart {
  return { response: side };
}

/**
 * A reason from a template: sentence`The label says ${response('a')}.` What a view puts for a response is "A" or "left",
 * so the words around it must fit both.
 */
export function sentence(words: TemplateStringsArray, ...values: readonly (ReasonPart | number)[]): Reason {
  const parts: ReasonPart[] = [];
  const add = (part: ReasonPart): void => {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else if (part !== '') parts.push(part);
  };
  for (const [i, text] of words.entries()) {
    add(text);
    const value = values[i];
    if (value !== undefined) add(typeof value === 'number' ? String(value) : value);
  }
  return parts;
}

/** A reason as text that calls the record's responses A and B. */
export function reasonText(reason: Reason): string {
  return reason.map(part => (typeof part === 'string' ? part : part.response.toUpperCase())).join('');
}
