import { isAscii, isUtf8 } from 'node:buffer';
import type { Comparison } from './comparison.ts';
import { comparisonKey } from './comparisonKey.ts';
import type { Container } from './container.ts';
import type { Choice } from './detectFormat.ts';
import { brokenOf, partsOf } from './gathered.ts';
import { malformedKey } from './malformedKey.ts';
import { type MalformedRow, malformedPreview, type Row } from './row.ts';

/** Larger records are not parsed: they would hold up everything else, and no response is that long. */
export const maxRecordBytes = 32 << 20;

/** Where a record is. */
export interface Place {
  readonly row: number;
  /** 1-based. */
  readonly line: number;
  /** Which of the record's comparisons, from 0, where it holds several. */
  readonly nth?: number;
}

/** Reads a record's bytes as a row: a comparison, or a malformed row with the reason. */
export function readRecord(bytes: Buffer, place: Place, container: Container, { format, map }: Choice): Row {
  if (bytes.length > maxRecordBytes) return tooLong(bytes, bytes.length, place);
  const text = textOf(bytes);
  if (text === null) {
    return malformed(
      bytes,
      place,
      'The record is not UTF-8 text',
      'Convert the file, for example with: iconv -f latin1 -t utf-8',
    );
  }
  const parsed = container.parse(text);
  if (!parsed.ok) return malformed(bytes, place, parsed.reason, parsed.cure);
  const result = format.read(parsed.record, map, place.nth ?? 0);
  if (!result.ok) return malformed(sourceText(parsed.record) ?? bytes, place, sentence(result.reason), result.cure);
  const { row, line } = place;
  const comparison = { row, line, key: comparisonKey(result.comparison), ...result.comparison };
  return { kind: 'comparison', row, line, comparison: format.rows ? withListId(comparison) : comparison };
}

/** A list without a name of its own is called after its line. */
function withListId(comparison: Comparison): Comparison {
  const { listId, line } = comparison;
  const named = listId !== undefined && !listId.startsWith('/');
  return named ? comparison : { ...comparison, listId: `line ${line}${listId ?? ''}` };
}

/** Bytes as text; null where they are no UTF-8. */
function textOf(bytes: Buffer): string | null {
  // Most records are of ASCII, which is copied many characters at a time.
  if (isAscii(bytes)) return bytes.toString('latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}

/** What the file itself holds of a record that was gathered from it; null for any other. */
function sourceText(record: unknown): Buffer | null {
  const text =
    brokenOf(record)?.text ??
    partsOf(record)
      ?.map(part => JSON.stringify(part.record))
      .join('\n');
  return text === undefined ? null : Buffer.from(text, 'utf8');
}

/**
 * A row that can't be read, with the beginning of its text.
 *
 * @param length of the whole record in bytes, where `head` is only its beginning
 */
export function malformed(
  head: Buffer,
  place: Place,
  reason: string,
  cure: string,
  length: number = head.length,
): MalformedRow {
  // A character takes at most four bytes, so this many are enough for the preview.
  const text = head
    .subarray(0, malformedPreview * 4)
    .toString('utf8')
    .slice(0, malformedPreview);
  const { row, line } = place;
  return { kind: 'malformed', row, line, key: malformedKey(head, length), text, reason, cure };
}

/** A row that is too long to parse; `head` is its beginning. */
export function tooLong(head: Buffer, length: number, place: Place): MalformedRow {
  const megabytes = Math.round(length / 2 ** 20);
  return malformed(
    // The same share of it wherever it is read, for the key.
    head.subarray(0, malformedPreview * 4),
    place,
    `The record is ${megabytes} MB long, more than the ${maxRecordBytes >> 20} MB that are read`,
    'Look at it in a text editor: a line ending may be missing',
    length,
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
