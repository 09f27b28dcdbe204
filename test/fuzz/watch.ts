import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { bundled } from './bundle.ts';
import type { Fault, Outcome } from './fault.ts';
import { inputAt, sharedBytes, type WorkerData, type WorkerMessage } from './wire.ts';

/** Processor time (seconds) after which an input counts as one that never ends, and waiting time after which it does. */
const mostBusy = 1;
const mostWaiting = 30;
/** JavaScript memory (MiB) of the thread, and memory of the whole process (bytes), above which an input takes too much. */
const mostHeap = 512;
const mostMemory = 2 * 2 ** 30;
/** Inputs that end the thread after which a target is given up. */
const mostEnds = 4;

/** What is to be tried. */
export interface Job {
  readonly names: readonly string[];
  readonly seed: number;
  readonly executions: number;
  readonly seconds: number;
  readonly counters: number;
  readonly replay?: string;
  readonly program?: string;
}

/** Tries inputs on a target in a thread, which is ended and started again where an input takes too long or too much. */
export async function watch(job: Job): Promise<Outcome & { readonly inputs: readonly Buffer[] }> {
  const began = Date.now();
  const until = began + job.seconds * 1000;
  const faults: Fault[] = [];
  const inputs: Buffer[] = [];
  let executions = 0;
  let parts = 0;
  for (let turn = 0; turn < mostEnds; turn++) {
    const left = job.executions - executions;
    if (turn > 0 && (left <= 0 || Date.now() >= until || job.replay !== undefined)) break;
    const round = await oneThread({ ...job, executions: left, seed: job.seed + turn * 7919 }, until, faults);
    executions += round.executions;
    parts = Math.max(parts, round.parts);
    inputs.push(...round.inputs);
    if (round.isWhole) break;
  }
  const seconds = (Date.now() - began) / 1000;
  return { executions, kept: inputs.length, parts, seconds, faults, inputs };
}

interface Round {
  readonly executions: number;
  readonly parts: number;
  readonly inputs: readonly Buffer[];
  /** False where an input ended the thread. */
  readonly isWhole: boolean;
}

function oneThread(job: Job, until: number, faults: Fault[]): Promise<Round> {
  const shared = new SharedArrayBuffer(sharedBytes);
  const state = new Int32Array(shared, 0, 4);
  const folder = mkdtempSync(join(tmpdir(), 'pairlens-fuzz-'));
  const { names, seed, executions, counters, replay } = job;
  const workerData: WorkerData = {
    ...{ names, seed, executions, until, counters, shared, folder },
    ...(replay !== undefined && { replay }),
  };
  return new Promise(resolve => {
    const worker = new Worker(job.program ?? bundled, {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: mostHeap },
    });
    let target = names[0] ?? '';
    let last = -1;
    let busy = process.cpuUsage();
    let since = Date.now();
    const settle = (round: Omit<Round, 'executions'>): void => {
      clearInterval(timer);
      rmSync(folder, { recursive: true, force: true });
      resolve({ ...round, executions: state[0]! });
    };
    const end = (kind: Fault['kind'], what: string): void => {
      const length = Atomics.load(state, 1);
      const input = Buffer.from(new Uint8Array(shared, inputAt, length)).toString('base64');
      faults.push({ target, kind, what, input });
      clearInterval(timer);
      worker.removeAllListeners();
      void worker.terminate().finally(() => settle({ parts: 0, inputs: [], isWhole: false }));
    };
    const timer = setInterval(() => {
      const now = Atomics.load(state, 0);
      if (process.memoryUsage.rss() > mostMemory) return end('memory', `more than ${mostMemory >> 20} MiB`);
      // What a target takes before its first input is no input's.
      if (now !== last || Atomics.load(state, 2) === 1) {
        last = now;
        busy = process.cpuUsage();
        since = Date.now();
        return;
      }
      // Before the first input the thread is still being started.
      if (now === 0) return;
      const { user, system } = process.cpuUsage(busy);
      if ((user + system) / 1e6 > mostBusy) end('hang', `busy for more than ${mostBusy} s`);
      else if (Date.now() - since > mostWaiting * 1000) end('hang', `no end after ${mostWaiting} s`);
    }, 50);
    worker.on('message', (message: WorkerMessage) => {
      if ('began' in message) target = message.began;
      else if ('fault' in message) faults.push(message.fault);
      else {
        const inputs = message.done.kept.map(input => Buffer.from(input, 'base64'));
        worker.removeAllListeners();
        void worker.terminate().finally(() => settle({ parts: message.done.parts, inputs, isWhole: true }));
      }
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') end('memory', `more than ${mostHeap} MiB of JavaScript memory`);
      else end('crash', `${error.name}: ${error.message.split('\n')[0]} (outside of the call)`);
    });
  });
}
