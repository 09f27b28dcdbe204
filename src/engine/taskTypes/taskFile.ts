import type { WrittenRows } from '../../dataset/addedRecords.ts';
import type { FieldMap } from '../../dataset/fieldMap.ts';
import type { PairPolicy } from '../../dataset/pairPolicy.ts';

/** How a worker opens the dataset: it reads the file itself. */
export interface TaskFile {
  readonly path: string;
  readonly format?: string;
  readonly map?: FieldMap;
  readonly pairs?: PairPolicy;
  /** Records that saves added: they come with the task where they play a part. */
  readonly written?: WrittenRows;
  readonly storage: string;
}
