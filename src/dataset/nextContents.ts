import { open } from 'node:fs/promises';
import type { WrittenRecord } from './addedRecords.ts';
import { countNewlines } from './countNewlines.ts';
import type { Contents, FileDataset } from './fileDataset.ts';
import { fingerprintOf } from './fingerprint.ts';
import { PlainSource } from './plainSource.ts';
import type { Gap, Resized } from './recordIndex.ts';

/**
 * The contents that a dataset serves when a new file has taken the place of its own. The new file is held open: where it
 * does not take the place, its source is to be closed.
 *
 * @param path - of the new file, before it is renamed
 * @param replacements - new bytes of the dataset's rows
 * @param additions - records that are put in between: how many bytes stand behind each row, and where the records are
 */
export async function nextContents(
  dataset: FileDataset,
  path: string,
  replacements: ReadonlyMap<number, Buffer>,
  { gaps, written }: { readonly gaps: ReadonlyMap<number, Gap>; readonly written: ReadonlyMap<number, WrittenRecord> },
): Promise<Contents> {
  const { contents } = dataset;
  const handle = await open(path, 'r');
  try {
    const resized = new Map<number, Resized>();
    let size = contents.fingerprint.size;
    for (const [row, bytes] of replacements) {
      const before = await dataset.readBytes(row);
      size += bytes.length - before.length;
      resized.set(row, {
        length: bytes.length,
        moreLines: countNewlines(bytes, 0, bytes.length) - countNewlines(before, 0, before.length),
      });
    }
    for (const { bytes } of gaps.values()) size += bytes;
    const index = await contents.index.resized(resized, gaps);
    const added = new Map([...written].map(([row, record]) => [row, moved(record, contents, replacements)]));
    // Lines that somebody added meanwhile are in the file, but not in the index: they must still show as added.
    const fingerprint = await fingerprintOf(handle, size);
    return {
      source: new PlainSource(handle, fingerprint.size, new AbortController().signal),
      index,
      fingerprint,
      added,
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Where an added record is when the records before it have their new lengths. */
function moved(record: WrittenRecord, { index }: Contents, replacements: ReadonlyMap<number, Buffer>): WrittenRecord {
  let start = record.start;
  for (const [row, bytes] of replacements) if (row <= record.after) start += bytes.length - index.length(row);
  return { ...record, start };
}
