import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fingerprintOf } from '../dataset/fingerprint.ts';
import { shardsOf } from '../dataset/folderFiles.ts';
import type { TaskFile } from './taskTypes/taskFile.ts';

/** Facts of a file with fewer bytes than this are read as fast as they are found. */
const smallest = 4e6;

/**
 * Path of the facts that are kept of a file's present content, as this version of the program reads it; null for a small
 * file, and for one that was changed so recently that its next change need not show in its time.
 *
 * A content is known by what every change of a file changes: size, number, time of writing, and the time that no program can
 * set. One file has one name before the hyphen, whatever it holds.
 */
export async function factsPlace({ storage, path, ...reading }: TaskFile): Promise<string | null> {
  const whole = resolve(path);
  try {
    const isFolder = (await stat(whole)).isDirectory();
    const files = isFolder ? (await shardsOf(whole)).map(shard => shard.path) : [whole];
    const states: string[] = [];
    let size = 0;
    for (const file of files) {
      const found = await stat(file, { bigint: true });
      if (isRecent(found.ctimeNs) || isRecent(found.mtimeNs)) return null;
      size += Number(found.size);
      states.push(`${file}:${found.ino}:${found.size}:${found.mtimeNs}:${found.ctimeNs}`);
    }
    if (size < smallest) return null;
    const content = hash([await program(), states, reading], 32);
    return join(storage, 'facts', `${hash(whole, 16)}-${content}.parquet`);
  } catch {
    // What can't be read is told of where it is read.
    return null;
  }
}

/** True for a time after which a change may still leave the same time: some file systems count by two seconds. */
function isRecent(nanoseconds: bigint): boolean {
  const resolution = nanoseconds % 1_000_000_000n === 0n ? 2_500 : 100;
  return Date.now() - Number(nanoseconds / 1_000_000n) < resolution;
}

let read: Promise<string> | undefined;

/** Tells versions of the program apart, by the code that reads facts. */
function program(): Promise<string> {
  read ??= (async () => {
    const handle = await open(join(__dirname, 'worker.cjs'), 'r');
    try {
      return (await fingerprintOf(handle)).hash;
    } finally {
      await handle.close();
    }
  })();
  return read;
}

function hash(value: unknown, digits: number): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, digits);
}
