import type { ChunksTask } from './chunks.ts';
import type { CompareTask } from './compare.ts';
import type { DoctorTask } from './doctor.ts';
import type { ExportTask } from './export.ts';
import type { FactsTask } from './facts.ts';
import type { ImportTask } from './import.ts';
import type { JudgeTask } from './judge.ts';
import type { KeepFactsTask } from './keepFacts.ts';
import type { PrinciplesTask } from './principles.ts';
import type { SearchTask } from './search.ts';
import type { SplitTask } from './split.ts';
import type { TrainingTask } from './training.ts';

/** What a worker is started with: the one thing that it does. */
export type Task =
  | SplitTask
  | TrainingTask
  | CompareTask
  | ImportTask
  | PrinciplesTask
  | FactsTask
  | KeepFactsTask
  | SearchTask
  | JudgeTask
  | ChunksTask
  | DoctorTask
  | ExportTask;

/** What a worker posts: batches, then `done` or `failed`. */
export type TaskMessage<T> =
  | { readonly kind: 'batch'; readonly batch: T }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string; readonly forUser: boolean };
