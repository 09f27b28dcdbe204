import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Counts the lines of a file with `wc -l`, and the milliseconds that it takes. */
export async function countLines(path: string): Promise<{ readonly lines: number; readonly ms: number }> {
  const start = performance.now();
  const { stdout } = await promisify(execFile)('wc', ['-l', path]);
  return { lines: Number.parseInt(stdout, 10), ms: performance.now() - start };
}
