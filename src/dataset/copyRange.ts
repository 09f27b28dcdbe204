import type { FileHandle } from 'node:fs/promises';

const chunkBytes = 4 << 20;

/** Copies bytes `from` to `to` of one open file to the end of another, in large chunks. */
export async function copyRange(
  source: FileHandle,
  target: FileHandle,
  from: number,
  to: number,
  signal?: AbortSignal,
): Promise<void> {
  if (to <= from) return;
  const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, to - from));
  for (let position = from; position < to; ) {
    signal?.throwIfAborted();
    const { bytesRead } = await source.read(buffer, 0, Math.min(buffer.length, to - position), position);
    if (bytesRead === 0) throw new RangeError(`The file ends at byte ${position}, before byte ${to}`);
    await target.writeFile(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
}
