import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { JudgedChunk } from '../audit/streamed/judgedChunk.ts';
import type { JudgeSeats, SeatMaker } from '../audit/streamed/judgeSeats.ts';
import type { ChunkAnswer, ChunkQuestion } from './tasks/chunksTask.ts';
import type { ChunksTask } from './taskTypes/chunks.ts';

/** Each holds the ensemble: more would cost more memory than they save time. */
const mostSeats = 4;

interface Waiting {
  resolve(judged: JudgedChunk): void;
  reject(reason: unknown): void;
}

/** Seats in worker threads: as many as the machine has processors, four at most. */
export const workerSeats: SeatMaker = basis => {
  const count = Math.max(1, Math.min(mostSeats, availableParallelism()));
  const waiting = new Map<number, Waiting>();
  let closed = false;
  const fail = (reason: unknown): void => {
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };
  const workers = Array.from({ length: count }, () => {
    const worker = new Worker(join(__dirname, 'worker.cjs'), {
      workerData: { kind: 'chunks', basis } satisfies ChunksTask,
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    });
    worker.on('message', (answer: ChunkAnswer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.kind === 'judged') asked?.resolve(answer.judged);
      else asked?.reject(new Error(answer.message));
    });
    worker.on('error', fail);
    worker.on('exit', code => {
      if (!closed) fail(new Error(`A worker that judges ended with code ${code}.`));
    });
    return worker;
  });
  let next = 0;
  const judge: JudgeSeats['judge'] = (chunk, signal) => {
    signal?.throwIfAborted();
    const id = next++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      workers[id % count]!.postMessage({ id, chunk } satisfies ChunkQuestion);
    });
  };
  return {
    // One more each, so that none waits for the next.
    count: 2 * count,
    judge,
    close: async () => {
      closed = true;
      fail(new DOMException('The audit has ended', 'AbortError'));
      await Promise.all(workers.map(worker => worker.terminate()));
    },
  };
};
