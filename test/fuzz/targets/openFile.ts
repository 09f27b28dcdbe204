import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatasetError } from '../../../src/dataset/datasetError.ts';
import { openDataset } from '../../../src/dataset/openDataset.ts';
import { parquetToJsonLines } from '../../../src/table/parquetToJsonLines.ts';
import { must, type Target, unlessLater } from '../target.ts';
import { gzip, zst } from './compressed.ts';
import { csv, json, jsonl } from './fileTargets.ts';
import { parquetSeeds } from './parquetSeeds.ts';

/** Opens the input as a file of that name and reads all of it, as the engine does. */
async function openAndRead(input: Buffer, path: string, storage: string): Promise<void> {
  await writeFile(path, input);
  const dataset = await unlessLater(() => openDataset(path, { storage, parquet: parquetToJsonLines }), DatasetError);
  if (dataset === undefined) return;
  try {
    await unlessLater(() => dataset.ready, DatasetError);
    let rows = 0;
    for await (const batch of dataset.batches()) rows += batch.length;
    must(rows === dataset.rowCount, `${rows} rows were read of ${dataset.rowCount}`);
    const first = await dataset.read(0, 1);
    must(first.length === Math.min(1, rows), 'the first row is not there');
  } finally {
    await dataset.close();
  }
}

/** Whole files: the first byte says under which name the rest is opened. */
const names = ['x.jsonl', 'x.json', 'x.csv', 'x.tsv', 'x.jsonl.gz', 'x.csv.gz', 'x.jsonl.zst', 'x.ndjson'];

const named = (name: string, bytes: Uint8Array | string): Buffer =>
  Buffer.concat([Buffer.from([names.indexOf(name)]), Buffer.from(bytes)]);

/** Files on disk, opened and read as the engine does it. */
export const file: Target = {
  name: 'file',
  holds: 'a file is opened and every row of it is read, or the error says what to do',
  words: ['\n', '"prompt":', '"chosen":', '\x1f\x8b', 'PAR1'],
  mostBytes: 1 << 15,
  seeds: () => [
    ...jsonl.seeds().map(seed => named('x.jsonl', seed)),
    ...json.seeds().map(seed => named('x.json', seed)),
    ...csv.seeds().map(seed => named('x.csv', seed)),
    ...gzip.seeds().map(seed => named('x.jsonl.gz', seed)),
    ...zst.seeds().map(seed => named('x.jsonl.zst', seed)),
  ],
  open: folder => ({
    run: input =>
      openAndRead(input.subarray(1), join(folder, names[(input[0] ?? 0) % names.length]!), join(folder, 'storage')),
  }),
};

/** Parquet files. DuckDB reads them, so that a crash here would be one of the engine. */
export const parquet: Target = {
  name: 'parquet',
  isSlow: true,
  holds: 'a Parquet file is read, or the error says that it is damaged; nothing crashes',
  words: ['PAR1', '\u0015', '\u0000\u0000\u0000\u0000'],
  mostBytes: 1 << 13,
  seeds: parquetSeeds,
  open: folder => ({ run: input => openAndRead(input, join(folder, 'x.parquet'), join(folder, 'storage')) }),
};
