import { join } from 'node:path';
import { type MessagePort, Worker } from 'node:worker_threads';
import type { Task, TaskMessage } from './taskTypes/task.ts';
import { UserError } from './userError.ts';

/** Who listens to a running task. */
export interface TaskListener<T> {
  /** Batches are handed over one at a time; the next waits until the promise settles. */
  onBatch?(batch: T): Promise<void> | void;
}

/**
 * Runs a task in a worker thread of its own. Settles when the task is done and its batches are taken.
 *
 * @param transfer - ports of the task that the worker takes over
 * @throws an `AbortError` if the signal was raised (the worker is terminated), UserError if the task says why it failed
 */
export function runTask<T>(
  task: Task,
  listener: TaskListener<T>,
  signal: AbortSignal,
  transfer: readonly MessagePort[] = [],
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const worker = new Worker(join(__dirname, 'worker.cjs'), { workerData: task, transferList: [...transfer] });
    let taken: Promise<void> = Promise.resolve();
    const settle = (end: () => void): void => {
      signal.removeEventListener('abort', abort);
      worker.removeAllListeners();
      worker.on('error', () => undefined);
      void worker.terminate();
      end();
    };
    const abort = (): void => settle(() => reject(signal.reason));
    const fail = (error: unknown): void => settle(() => reject(error));
    signal.addEventListener('abort', abort, { once: true });
    worker.on('message', (message: TaskMessage<T>) => {
      switch (message.kind) {
        case 'batch':
          taken = taken.then(async () => {
            if (signal.aborted) return;
            await listener.onBatch?.(message.batch);
            worker.postMessage('taken');
          });
          taken.catch(fail);
          break;
        case 'done':
          taken.then(() => settle(resolve), fail);
          break;
        case 'failed':
          fail(message.forUser ? new UserError(message.message) : new Error(message.message));
          break;
      }
    });
    worker.on('error', fail);
    worker.on('exit', code => fail(new Error(`The worker ended with code ${code} before it was done.`)));
  });
}
