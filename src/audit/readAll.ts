import type { Dataset } from '../dataset/dataset.ts';
import type { Row } from '../dataset/row.ts';

/** All rows of a dataset, in file order. Progress is a share from 0 to 1, by what is indexed. */
export async function readAll(
  dataset: Dataset,
  onProgress: (share: number) => void,
  signal?: AbortSignal,
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of dataset.batches(signal)) {
    rows.push(...batch);
    onProgress(dataset.indexed ? rows.length / Math.max(1, dataset.rowCount) : 0);
  }
  return rows;
}
