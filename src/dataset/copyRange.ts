import type { FileHandle } from 'node:fs/promises';

const chunkBytes = 4 << 20;

/** Copies bytes `from` to `to` of one open file to the end of another, in large chunks: one is read while another is written. */
export async function copyRange(
  source: FileHandle,
  target: FileHandle,
  from: number,
  to: number,
  signal?: AbortSignal,
): Promise<void> {
  if (to <= from) return;
  const size = Math.min(chunkBytes, to - from);
  const read = async (position: number, buffer: Buffer): Promise<number> => {
    signal?.throwIfAborted();
    const { bytesRead } = await source.read(buffer, 0, Math.min(size, to - position), position);
    if (bytesRead === 0) throw new RangeError(`The file ends at byte ${position}, before byte ${to}`);
    return bytesRead;
  };
  let [chunk, spare] = [Buffer.allocUnsafe(size), Buffer.allocUnsafe(size)];
  let length = await read(from, chunk);
  for (let position = from + length; position < to; position += length) {
    [length] = await Promise.all([read(position, spare), writeAll(target, chunk.subarray(0, length))]);
    [chunk, spare] = [spare, chunk];
  }
  await writeAll(target, chunk.subarray(0, length));
}

/** Writes all of a chunk: a call may write a part of it. */
async function writeAll(target: FileHandle, chunk: Buffer): Promise<void> {
  for (let left = chunk; left.length > 0; ) left = left.subarray((await target.write(left)).bytesWritten);
}
