import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';

const run = promisify(execFile);

/** Lines of a file as `wc -l` counts them, and the milliseconds that it takes. */
export async function countLines(path: string): Promise<{ readonly lines: number; readonly ms: number }> {
  const start = performance.now();
  const { stdout } = await run('wc', ['-l', path]);
  return { lines: Number.parseInt(stdout, 10), ms: performance.now() - start };
}

/** Milliseconds of `cp` and then `sync` of the copy. */
export async function copyAndSync(path: string, target: string): Promise<number> {
  const start = performance.now();
  await run('cp', [path, target]);
  await run('sync', [target]);
  return performance.now() - start;
}

/** Milliseconds that `JSON.parse` of every line takes on so many threads, each with its part of the file. */
export async function parseLines(path: string, threads: number): Promise<number> {
  const handle = await open(path, 'r');
  const { size } = await handle.stat();
  await handle.close();
  const program = fileURLToPath(new URL('parseLines.mjs', import.meta.url));
  const start = performance.now();
  await Promise.all(
    Array.from(
      { length: threads },
      (_, k) =>
        new Promise<void>((resolve, reject) => {
          const part = { path, from: Math.floor((size * k) / threads), to: Math.floor((size * (k + 1)) / threads) };
          const worker = new Worker(program, { workerData: part });
          worker.once('error', reject);
          worker.once('exit', code => (code === 0 ? resolve() : reject(new Error(`parseLines ended with ${code}`))));
        }),
    ),
  );
  return performance.now() - start;
}
