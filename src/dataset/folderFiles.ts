import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fingerprint } from './dataset.ts';

const shard = /\.(jsonl|ndjson|json|csv|tsv|parquet)(\.(gz|zst))?$/i;
/** Files that stand beside shards in folders of datasets and hold no comparisons. */
const beside = /^(dataset_infos?|dataset_dict|state|metadata|config|cache-.*|.*\.review)\.jsonl?$/i;

/** A file of a folder that is read as a part of one dataset. */
export interface Shard {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/** The data files of a folder (its subfolders not), by name, numbers in their order. */
export async function shardsOf(folder: string): Promise<Shard[]> {
  const names = (await readdir(folder)).filter(name => shard.test(name) && !beside.test(name) && !name.startsWith('.'));
  const byName = new Intl.Collator('en', { numeric: true });
  const shards: Shard[] = [];
  for (const name of names.toSorted(byName.compare)) {
    const path = join(folder, name);
    const found = await stat(path);
    if (found.isFile()) shards.push({ path, name, size: found.size, mtimeMs: found.mtimeMs });
  }
  return shards;
}

/** Identity of what a folder holds: names, sizes and times of its data files. */
export async function folderFingerprint(folder: string): Promise<Fingerprint> {
  const shards = await shardsOf(folder);
  const hash = createHash('sha256');
  for (const { name, size, mtimeMs } of shards) hash.update(`${name}\0${size}\0${mtimeMs}\n`);
  return {
    size: shards.reduce((sum, { size }) => sum + size, 0),
    mtimeMs: Math.max(0, ...shards.map(({ mtimeMs }) => mtimeMs)),
    hash: hash.digest('hex').slice(0, 32),
  };
}
