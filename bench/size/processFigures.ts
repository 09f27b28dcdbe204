import { readFile } from 'node:fs/promises';

/** Clock ticks a second in /proc; 100 on every Linux that Node runs on. */
const ticks = 100;

/** What the system says a process took; null where it has no /proc. */
export interface ProcessFigures {
  /** Most bytes of memory resident at one time. */
  readonly peakBytes: number;
  /** Processor time of all threads in ms. */
  readonly cpu: number;
}

/** Figures of a running process. */
export async function processFigures(pid: number): Promise<ProcessFigures | null> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const cpu = ((Number(fields[11]) + Number(fields[12])) * 1000) / ticks;
    const peak = /VmHWM:\s*(\d+) kB/.exec(status);
    return peak === null ? null : { peakBytes: Number(peak[1]) * 1024, cpu };
  } catch {
    return null;
  }
}
