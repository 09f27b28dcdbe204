/** Rows are inserted in batches of at most this many, so that preparing one takes a few milliseconds at most. */
export const batchSize = 512;

/** Writes items in batches, and lets the event loop serve others in between. `onProgress` is told the share that is done. */
export async function inBatches<T>(
  items: readonly T[],
  write: (batch: readonly T[]) => Promise<void>,
  onProgress: (share: number) => void = () => undefined,
): Promise<void> {
  for (let start = 0; start < items.length; start += batchSize) {
    await write(items.slice(start, start + batchSize));
    onProgress(Math.min(1, (start + batchSize) / items.length));
    await breathe();
  }
}

/** Lets the event loop serve others. */
export function breathe(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
