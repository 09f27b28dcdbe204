import { cpSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sessionFolder } from '../../../src/engine/session.ts';

/** No process has this number. */
const deadPid = 2 ** 30;

/**
 * Copies a dataset and the engine's storage as they are on disk now, so that another document of the same engine finds there
 * what a crash at this moment would have left.
 *
 * @returns paths of the copies
 */
export function crashCopy(path: string, storage: string, into: string): { path: string; storage: string } {
  const from = dirname(path);
  mkdirSync(into);
  for (const name of readdirSync(from)) {
    if (name !== 'crash') cpSync(join(from, name), join(into, name), { recursive: true, preserveTimestamps: true });
  }
  const copy = { path: path.replace(from, into), storage: storage.replace(from, into) };
  const left = sessionFolder(storage, path).replace(storage, copy.storage);
  const found = sessionFolder(copy.storage, copy.path);
  if (existsSync(left)) renameSync(left, found);
  for (const name of existsSync(found) ? readdirSync(found) : []) {
    renameSync(join(found, name), join(found, name.replace(/\.\d+\.(journal|rows)\.jsonl$/, `.${deadPid}.$1.jsonl`)));
  }
  return copy;
}
