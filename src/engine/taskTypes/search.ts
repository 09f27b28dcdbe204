import type { TaskFile } from './taskFile.ts';

/** Reads all rows and posts those in which every word occurs. */
export interface SearchTask {
  readonly kind: 'search';
  readonly file: TaskFile;
  readonly words: readonly string[];
}
