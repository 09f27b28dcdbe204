import type { Container } from './container.ts';
import { csv, splitRow } from './csv.ts';
import { DatasetError } from './datasetError.ts';
import { jsonArray } from './jsonArray.ts';
import { jsonLines, parseJson } from './jsonLines.ts';
import { isObject } from './ownValue.ts';

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * How a file holds its records, by its first bytes and, for separated values, its extension: what begins with `[` is an
 * array and what begins with `{` is lines, whatever the file is called.
 *
 * @param extension of the text, in lower case: `.csv` for `x.csv.gz`
 * @param head the first bytes of the text, up to a few megabytes
 * @throws {DatasetError} for texts that aren't UTF-8 and for files that hold one JSON object
 */
export function chooseContainer(path: string, extension: string, head: Buffer): Container {
  refuseOtherEncodings(path, head);
  const start = head.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  const first = firstText(head, start);
  if (extension === '.csv' || extension === '.tsv')
    return separated(path, extension === '.csv' ? ',' : '\t', head, start);
  if (first === '[') return jsonArray(start);
  if (extension === '.json' && first === '{') refuseSingleObject(path, head.subarray(start));
  return jsonLines(start);
}

/** The first byte that is not white, as a character. */
function firstText(head: Buffer, start: number): string {
  return /\S/.exec(head.toString('latin1', start, Math.min(head.length, start + 4096)))?.[0] ?? '';
}

function separated(path: string, delimiter: ',' | '\t', head: Buffer, start: number): Container {
  const header = headerOf(head, start, delimiter);
  const names = header === null ? null : splitRow(header.text, delimiter);
  if (!header || !names || names.length < 2) {
    const wanted = delimiter === ',' ? 'commas' : 'tabs';
    const semicolons = (header?.text.split(';').length ?? 0) > 1;
    const cure = semicolons
      ? `Its columns seem to be separated by semicolons: save it with ${wanted} between them`
      : `Check that the first line names the columns and that they are separated by ${wanted}`;
    throw new DatasetError('unrecognised', path, 'the file has no header of at least two columns', cure, 1);
  }
  return csv(start, delimiter, { names, length: header.length });
}

/** The first record that is not blank (a line of delimiters is not), without its line ending; null if it does not end in the head. */
function headerOf(
  head: Buffer,
  start: number,
  delimiter: ',' | '\t',
): { readonly text: string; readonly length: number } | null {
  const [newline, carriageReturn, quote, between] = [0x0a, 0x0d, 0x22, delimiter.charCodeAt(0)];
  let quoted = false;
  let opens = true;
  let from = start;
  for (let at = start; at <= head.length; at++) {
    const byte = head[at];
    if (at === head.length || (byte === newline && !quoted)) {
      // A header that is not UTF-8 has fewer bytes than its text would have.
      const end = at > from && head[at - 1] === carriageReturn ? at - 1 : at;
      const text = head.toString('utf8', from, end);
      // As `CsvSplitter` tells blank lines.
      if (/[^\r]/.test(text)) return quoted ? null : { text, length: end - start };
      from = at + 1;
      opens = true;
    } else if (quoted) {
      // The second quote of a doubled one opens the field again.
      if (byte === quote) [quoted, opens] = [false, true];
    } else {
      quoted = byte === quote && opens;
      opens = byte === between;
    }
  }
  return null;
}

/** `.json` files that begin with an object are lines of objects, or one object over many lines. */
function refuseSingleObject(path: string, text: Buffer): void {
  const end = text.indexOf(0x0a);
  const line = parseJson(text.toString('utf8', 0, end === -1 ? text.length : end));
  if (line.ok && isObject(line.record)) return;
  const cure = 'Write its list of records as an array, or one record a line';
  throw new DatasetError('unrecognised', path, 'the file is one JSON object, not a list of records', cure);
}

function refuseOtherEncodings(path: string, head: Buffer): void {
  const [first, second, third, fourth] = head;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  // ASCII in UTF-16 has a zero in every other byte.
  const unmarked =
    head.length >= 4 &&
    (first === 0) !== (second === 0) &&
    (first === 0) === (third === 0) &&
    (second === 0) === (fourth === 0);
  if (!marked && !unmarked) return;
  const cure = `Convert it to UTF-8, for example with: iconv -f UTF-16 -t UTF-8 FILE > converted.jsonl`;
  throw new DatasetError('encoding', path, 'the file is UTF-16 text', cure);
}
