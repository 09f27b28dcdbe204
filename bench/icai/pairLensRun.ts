import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ModelReport } from '../../src/principles/model/modelReport.ts';
import type { Share } from '../../src/principles/principlesResult.ts';
import type { PairLensTask } from './runPairLens.ts';

const run = promisify(execFile);

/** A constitution and how much of the labels it reconstructs. */
export interface Constitution {
  /** Sentences in order. */
  readonly rules: readonly string[];
  readonly inSample: number;
  readonly heldOut: Share | null;
}

/** What PairLens made of a file. */
export interface PairLensRun {
  /** Seconds: all of it, and until the last answer. */
  readonly wall: number;
  readonly asked: number;
  readonly cpu: number;
  readonly voted: readonly { readonly text: string; readonly votes: readonly (-1 | 0 | 1)[] }[];
  /** With as many rules as the inner split recommends, and with five where five gain anything. */
  readonly selected: Constitution;
  readonly five: Constitution;
  /** The same without phrases of the data, which vote by themselves: from rules in words alone. */
  readonly inWords: { readonly selected: Constitution; readonly five: Constitution };
  readonly report: ModelReport;
}

/** Runs PairLens in a process of its own, so that the server's work is not counted as its. */
export async function runPairLens(task: PairLensTask, folder: string): Promise<PairLensRun> {
  mkdirSync(folder, { recursive: true });
  const [taskPath, out] = [join(folder, 'task.json'), join(folder, 'out.json')];
  writeFileSync(taskPath, JSON.stringify(task));
  const script = new URL('runPairLens.ts', import.meta.url).pathname;
  await run(process.execPath, ['--import=tsx', script, taskPath, out], { maxBuffer: 1 << 26 });
  return JSON.parse(readFileSync(out, 'utf8')) as PairLensRun;
}
