import type { FileHandle } from 'node:fs/promises';
import { countNewlines } from './countNewlines.ts';
import type { FileDataset } from './fileDataset.ts';
import type { Gap } from './recordIndex.ts';

/** A record that a save wrote into the file: where it is, the separator before it included. */
export interface WrittenRecord {
  /** Row after whose record it stands. */
  readonly after: number;
  readonly start: number;
  /** Bytes, the separator before it counted. */
  readonly length: number;
  /** Bytes of the record itself. */
  readonly recordLength: number;
}

/** Records that saves added, by the row numbers of their comparisons. Plain JSON. */
export type WrittenRows = readonly (readonly [row: number, record: WrittenRecord])[];

/** A record that is to be in the file. */
export interface AddedRecord {
  readonly after: number;
  readonly bytes: Buffer;
}

/** Bytes of the file that others take the place of. */
export interface Splice {
  readonly at: number;
  readonly remove: number;
  readonly bytes: Buffer;
}

/** What a save has to do about added records. */
export interface AddedSplices {
  /** In the order of the file. */
  readonly splices: readonly Splice[];
  /** Where the records are afterwards, if nothing else of the file changes its length. */
  readonly written: ReadonlyMap<number, WrittenRecord>;
  /** What changes behind the record of a row. */
  readonly gaps: ReadonlyMap<number, Gap>;
}

/**
 * Brings the added records of a file in line with those that it should hold, each on a line of its own after the record of
 * its row, in the order of their row numbers. Those that an earlier save wrote and that are gone are taken out again.
 */
export async function addedSplices(
  dataset: FileDataset,
  wanted: ReadonlyMap<number, AddedRecord>,
): Promise<AddedSplices> {
  const { index, source, added: held } = dataset.contents;
  const splices: Splice[] = [];
  const written = new Map<number, WrittenRecord>();
  const gaps = new Map<number, Gap>();
  const inOrder = (from: ReadonlyMap<number, { readonly after: number }>, after: number): number[] =>
    [...from].flatMap(([row, record]) => (record.after === after ? [row] : [])).toSorted((x, y) => x - y);
  const bases = new Set([...wanted.values(), ...held.values()].map(({ after }) => after));
  let shift = 0;
  for (const after of [...bases].toSorted((x, y) => x - y)) {
    const start = index.start(after) + index.length(after);
    const before = inOrder(held, after).map(row => held.get(row)!);
    const remove = before.reduce((sum, { length }) => sum + length, 0);
    const old = await readAt(source.handle, start, remove);
    const parts: Buffer[] = [];
    let at = start + shift;
    for (const row of inOrder(wanted, after)) {
      const { bytes } = wanted.get(row)!;
      const known = held.get(row);
      const separator =
        known === undefined
          ? await separatorOf(dataset, after)
          : await readAt(source.handle, known.start, known.length - known.recordLength);
      const length = separator.length + bytes.length;
      parts.push(separator, bytes);
      written.set(row, { after, start: at, length, recordLength: bytes.length });
      at += length;
    }
    const bytes = Buffer.concat(parts);
    gaps.set(after, { bytes: bytes.length - remove, lines: newlines(bytes) - newlines(old) });
    shift += bytes.length - remove;
    if (!bytes.equals(old)) splices.push({ at: start, remove, bytes });
  }
  return { splices, written, gaps };
}

/** What stands between two records, as the file itself writes it at this place. */
async function separatorOf({ container, contents }: FileDataset, row: number): Promise<Buffer> {
  const { index, source } = contents;
  const end = index.start(row) + index.length(row);
  if (container.kind === 'array') {
    // The layout before the record, from the bracket or the comma on.
    const from = row > 0 ? index.start(row - 1) + index.length(row - 1) : container.start;
    const between = await readAt(source.handle, from, index.start(row) - from);
    const layout = /[ \t\r\n]*$/.exec(between.toString('latin1'))![0];
    return Buffer.from(`,${layout}`, 'latin1');
  }
  const ending = await readAt(source.handle, end, 2);
  if (ending.length > 0) return Buffer.from(ending[0] === carriageReturn ? '\r\n' : '\n');
  // The last line of a file that does not end in a line ending: as the first one ends.
  const first = index.count > 1 ? await readAt(source.handle, index.start(0) + index.length(0), 1) : ending;
  return Buffer.from(first[0] === carriageReturn ? '\r\n' : '\n');
}

const carriageReturn = 0x0d;

async function readAt(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
  return buffer.subarray(0, bytesRead);
}

function newlines(bytes: Buffer): number {
  return countNewlines(bytes, 0, bytes.length);
}

/** Where a written record begins, after its separator. */
export function recordStart({ start, length, recordLength }: WrittenRecord): number {
  return start + length - recordLength;
}
