import { parentPort, workerData } from 'node:worker_threads';
import { isForUser } from './isForUser.ts';
import { chunksTask } from './tasks/chunksTask.ts';
import { compareTask } from './tasks/compareTask.ts';
import { doctorTask } from './tasks/doctorTask.ts';
import { exportTask } from './tasks/exportTask.ts';
import { factsTask } from './tasks/factsTask.ts';
import { importTask } from './tasks/importTask.ts';
import { judgeTask } from './tasks/judgeTask.ts';
import { keepFactsTask } from './tasks/keepFactsTask.ts';
import { principlesTask } from './tasks/principlesTask.ts';
import { searchTask } from './tasks/searchTask.ts';
import { splitTask } from './tasks/splitTask.ts';
import { trainingTask } from './tasks/trainingTask.ts';
import type { Task, TaskMessage } from './taskTypes/task.ts';

/** Batches that may be on their way; the worker waits for one to be taken before it posts the next. */
const inFlight = 4;

const port = parentPort!;
const task = workerData as Task;
let underway = 0;
let wake: (() => void) | undefined;

port.on('message', message => {
  if (message !== 'taken') return;
  underway--;
  wake?.();
});

function post(message: TaskMessage<unknown>): void {
  port.postMessage(message);
}

async function postBatch(batch: unknown): Promise<void> {
  while (underway >= inFlight) {
    await new Promise<void>(resolve => {
      wake = resolve;
    });
  }
  underway++;
  post({ kind: 'batch', batch });
}

async function run(): Promise<void> {
  switch (task.kind) {
    case 'facts':
      return factsTask(task, postBatch);
    case 'keep-facts':
      return keepFactsTask(task);
    case 'search':
      return searchTask(task, postBatch);
    case 'doctor':
      return doctorTask(task, postBatch);
    case 'export':
      return exportTask(task, postBatch);
    case 'training':
      return trainingTask(task, postBatch);
    case 'principles':
      return principlesTask(task, postBatch);
    case 'split':
      return splitTask(task, postBatch);
    case 'import':
      return importTask(task, postBatch);
    case 'compare':
      return compareTask(task, postBatch);
    case 'chunks':
      return chunksTask(task, port);
    case 'judge':
      return judgeTask(task, port, postBatch);
  }
}

run().then(
  () => post({ kind: 'done' }),
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    post({ kind: 'failed', message, forUser: isForUser(error) });
  },
);
