import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Folder of the shared third-party data, or null where it is absent. */
export function sharedData(): string | null {
  const folder = process.env.PAIRLENS_SHARED_DATA ?? join(root, '..', 'shared', 'data');
  return existsSync(folder) ? folder : null;
}

/** Folder for what benchmarks build and cache; git ignores it. */
export const benchFolder = join(root, '.bench');

/** Records of a gzipped JSONL file or JSON array. */
export function readRecords<T>(file: string): T[] {
  const text = gunzipSync(readFileSync(file)).toString('utf8');
  if (file.endsWith('.json.gz')) return JSON.parse(text) as T[];
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as T);
}
