import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';

/** What suites need, fetched in the background. */
export interface Preparing {
  /** Why a suite can't run on this machine, or null, once all was fetched that it needs. @throws Error if nothing came of that */
  missing(suite: string): Promise<string | null>;
}

/** Begins to fetch what these suites need, one after the other, in a process of its own: see test/prepare.ts. */
export function prepare(names: readonly string[]): Preparing {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/prepare.ts', ...names], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const known = new Map<string, string | null>();
  const told = new EventEmitter();
  let isOver = false;
  createInterface({ input: child.stdout })
    .on('line', line => {
      if (!line.startsWith('prepared: ')) return;
      const { suite, missing } = JSON.parse(line.slice('prepared: '.length));
      known.set(suite, missing);
      told.emit('news');
    })
    .on('close', () => {
      isOver = true;
      told.emit('news');
    });
  return {
    async missing(suite) {
      while (!known.has(suite)) {
        if (isOver) throw new Error(`test/prepare.ts ended before it knew of ${suite}.`);
        await once(told, 'news');
      }
      return known.get(suite) ?? null;
    },
  };
}
