import type { FileHandle } from 'node:fs/promises';
import type { Splice } from './addedRecords.ts';
import { copyRange } from './copyRange.ts';
import { DatasetError } from './datasetError.ts';
import type { Contents } from './fileDataset.ts';
import { PlainSource } from './plainSource.ts';

/** Writes what a dataset holds, with splices, to an empty file. */
export async function writeContents(
  { source }: Contents,
  splices: readonly Splice[],
  handle: FileHandle,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { size } = await source.handle.stat();
  let position = 0;
  // What is put in behind a record stands where that record ends, so it comes after what replaces it.
  for (const { at, remove, bytes } of splices.toSorted((x, y) => x.at - y.at)) {
    await copyRange(source.handle, handle, position, at, signal);
    await handle.writeFile(bytes);
    position = at + remove;
  }
  await copyRange(source.handle, handle, position, size, signal);
}

/** True if every byte beside the splices stays where it is, as when chosen and rejected change places, and the file is plain. */
export function keepsPlaces({ source }: Contents, splices: readonly Splice[]): boolean {
  return source instanceof PlainSource && splices.every(({ remove, bytes }) => remove === bytes.length);
}

/**
 * Writes splices that keep places into a copy of a dataset's file.
 *
 * @param path - of the file, for errors
 * @throws {DatasetError} `outside-change` if the copy is of another file
 */
export async function changeCopy(
  path: string,
  { source }: Contents,
  splices: readonly Splice[],
  copy: FileHandle,
): Promise<void> {
  const other = (): never => {
    throw new DatasetError(
      'outside-change',
      path,
      'another program wrote to the file while it was saved',
      'Save again',
    );
  };
  if ((await copy.stat()).size !== (await source.handle.stat()).size) other();
  for (const { at, bytes } of splices) {
    const [before, there] = [await bytesAt(source.handle, at, bytes.length), await bytesAt(copy, at, bytes.length)];
    if (!before.equals(there)) other();
    for (let done = 0; done < bytes.length; )
      done += (await copy.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
}

async function bytesAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}
