import { spawn } from 'node:child_process';
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
  let wake: () => void = () => undefined;
  let ended: string | null = null;
  createInterface({ input: child.stdout }).on('line', line => {
    if (!line.startsWith('prepared: ')) return;
    const { suite, missing } = JSON.parse(line.slice('prepared: '.length));
    known.set(suite, missing);
    wake();
  });
  child.on('close', code => {
    ended = `Preparing the suites ended with ${code}.`;
    wake();
  });
  return {
    async missing(suite) {
      while (!known.has(suite)) {
        if (ended !== null) throw new Error(ended);
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
      return known.get(suite) ?? null;
    },
  };
}
