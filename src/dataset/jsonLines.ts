import type { Container, ParsedRecord } from './container.ts';
import { LineSplitter } from './lineSplitter.ts';
import { patchRecord } from './patchRecord.ts';

/** JSON Lines: one record a line. `start` is 3 where the file begins with a byte order mark. */
export function jsonLines(start: number): Container {
  return {
    kind: 'lines',
    start,
    splitter: index => new LineSplitter(index, start),
    parse: parseJson,
    patch: patchRecord,
  };
}

/** Parses the text of one JSON record; what is wrong is said without the text itself. */
export function parseJson(text: string): ParsedRecord {
  try {
    return { ok: true, record: JSON.parse(text) };
  } catch (error) {
    return { ok: false, ...describe(text, error) };
  }
}

function describe(text: string, error: unknown): { readonly reason: string; readonly cure: string } {
  if (text.includes('\0')) {
    return {
      reason: 'The line holds NUL bytes, as an interrupted write leaves them',
      cure: 'Delete the line, or copy it again from where the file came from',
    };
  }
  const message = error instanceof Error ? error.message : '';
  if (/Unexpected end|Unterminated/.test(message)) {
    return {
      reason: 'The line ends in the middle of its JSON, as a half-written or wrapped line does',
      cure: 'Write the whole record on one line, or delete the line',
    };
  }
  const position = /position (\d+)/.exec(message)?.[1];
  return {
    reason: `The line is not JSON${position === undefined ? '' : `: it breaks off at character ${Number(position) + 1}`}`,
    cure: 'Correct the line in a text editor',
  };
}
