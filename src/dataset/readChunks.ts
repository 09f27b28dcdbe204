import type { FileHandle } from 'node:fs/promises';

/** Bytes of one read: large enough that calls cost nothing, small enough that scanning one takes about a millisecond. */
const chunkBytes = 4 << 20;

/**
 * The first `size` bytes of an open file in order. The next read is under way while the caller works on a chunk; a chunk is valid
 * until the next one is asked for.
 */
export async function* readChunks(handle: FileHandle, size: number, signal: AbortSignal): AsyncGenerator<Buffer> {
  const length = Math.max(1, Math.min(chunkBytes, size));
  const buffers = [Buffer.allocUnsafeSlow(length), Buffer.allocUnsafeSlow(length)] as const;
  let position = 0;
  let turn = 0;
  let pending = handle.read(buffers[0], 0, length, 0);
  try {
    for (;;) {
      const { bytesRead } = await pending;
      signal.throwIfAborted();
      if (bytesRead === 0) return;
      const chunk = buffers[turn === 0 ? 0 : 1].subarray(0, Math.min(bytesRead, size - position));
      if (chunk.length === 0) return;
      position += bytesRead;
      turn = 1 - turn;
      pending = handle.read(buffers[turn === 0 ? 0 : 1], 0, length, position);
      yield chunk;
    }
  } finally {
    // The read that runs ahead must not outlive the handle.
    await pending.catch(() => undefined);
  }
}
