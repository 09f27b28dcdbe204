import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ComparisonTable } from '../table/comparisonTable.ts';

/** Works with an empty table, which ends with the work. */
export async function withTable<T>(work: (table: ComparisonTable) => Promise<T>): Promise<T> {
  const storage = await mkdtemp(join(tmpdir(), 'pairlens-'));
  try {
    const table = await ComparisonTable.open({ storage });
    try {
      return await work(table);
    } finally {
      await table.close();
    }
  } finally {
    await rm(storage, { recursive: true, force: true });
  }
}
