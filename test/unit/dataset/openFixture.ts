import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import type { OpenOptions } from '../../../src/dataset/dataset.ts';
import type { FileDataset } from '../../../src/dataset/fileDataset.ts';
import { openDataset } from '../../../src/dataset/openDataset.ts';
import type { Row } from '../../../src/dataset/row.ts';

/** Path of a file in test/fixtures/formats. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/formats/${name}`, import.meta.url));
}

/** Opens a file and waits for its index. */
export async function opened(path: string, options: Partial<OpenOptions> = {}): Promise<FileDataset> {
  const dataset = await openDataset(path, { storage: join(tmpdir(), 'pairlens-test-storage'), ...options });
  await dataset.ready;
  return dataset;
}

/** All rows of a file. */
export async function rowsOf(path: string, options: Partial<OpenOptions> = {}): Promise<Row[]> {
  const dataset = await opened(path, options);
  try {
    return await dataset.read(0, dataset.rowCount);
  } finally {
    await dataset.close();
  }
}

/** The comparison of a row that must be one. */
export function comparisonOf(row: Row | undefined): Comparison {
  if (row?.kind !== 'comparison') throw new Error(`no comparison: ${JSON.stringify(row)}`);
  return row.comparison;
}
