import type { FileDataset } from '../dataset/fileDataset.ts';
import { openDataset } from '../dataset/openDataset.ts';
import { parquetToJsonLines } from '../table/parquetToJsonLines.ts';
import type { TaskFile } from './taskTypes/taskFile.ts';

/** Opens the file that a task is about. */
export function openTaskFile(file: TaskFile): Promise<FileDataset> {
  return openDataset(file.path, { ...file, parquet: parquetToJsonLines });
}
