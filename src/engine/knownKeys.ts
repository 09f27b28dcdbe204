import type { Dataset } from '../dataset/dataset.ts';
import type { ComparisonTable } from '../table/comparisonTable.ts';

/** Short keys of all rows, where the table found their facts; null, and no facts, where it found none or not these rows'. */
export async function knownKeys(table: ComparisonTable, dataset: Dataset): Promise<Float64Array | null> {
  if (!(await table.loaded)) return null;
  const keys = await table.shortKeys();
  await dataset.ready;
  if (keys.length === dataset.rowCount) return keys;
  await table.clearFacts();
  return null;
}
