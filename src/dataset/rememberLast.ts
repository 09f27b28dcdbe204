import type { Container, ParsedRecord } from './container.ts';

/** A container that parses the same text once where it is asked for again and again: rows of a list share their record. */
export function rememberLast(container: Container): Container {
  let last: { readonly text: string; readonly parsed: ParsedRecord } | null = null;
  return {
    ...container,
    parse(text): ParsedRecord {
      if (last?.text !== text) last = { text, parsed: container.parse(text) };
      return last.parsed;
    },
  };
}
