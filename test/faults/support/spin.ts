/** Waits for a time that may be a part of a millisecond, which timers can't; what comes in meanwhile is taken. */
export async function spin(ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) await new Promise(resolve => setImmediate(resolve));
}
