import { readdirSync, readFileSync } from 'node:fs';

/** What a process holds. Linux only: elsewhere all is 0. */
export interface Usage {
  /** Resident memory in MiB. */
  readonly memory: number;
  /** Open files, sockets and pipes. */
  readonly handles: number;
  /** Threads. */
  readonly threads: number;
  /** Living child processes. */
  readonly children: number;
}

/** Reads what a process holds now. */
export function usageOf(pid: number): Usage {
  if (process.platform !== 'linux') return { memory: 0, handles: 0, threads: 0, children: 0 };
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const number = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  const tasks = readdirSync(`/proc/${pid}/task`);
  const children = tasks.flatMap(
    task => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').match(/\d+/g) ?? [],
  );
  return {
    memory: number('VmRSS') / 1024,
    handles: readdirSync(`/proc/${pid}/fd`).length,
    threads: number('Threads'),
    children: children.length,
  };
}

/** The middle one of some values. */
export function median(values: readonly number[]): number {
  return values.toSorted((x, y) => x - y)[Math.floor(values.length / 2)] ?? 0;
}
