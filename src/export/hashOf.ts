import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { shardsOf } from '../dataset/folderFiles.ts';

/** A file, and what its content is known by. */
export interface HashedFile {
  /** Without folders. */
  readonly name: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** SHA-256 and size of a file. */
export async function hashOf(path: string, signal?: AbortSignal): Promise<HashedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { ...(signal && { signal }) })) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { name: basename(path), bytes, sha256: hash.digest('hex') };
}

/** As `hashOf`, of a dataset: its file, or each data file of its folder. */
export async function hashesOf(path: string, signal?: AbortSignal): Promise<HashedFile[]> {
  const paths = (await stat(path)).isDirectory() ? (await shardsOf(path)).map(shard => shard.path) : [path];
  const hashes: HashedFile[] = [];
  for (const one of paths) hashes.push(await hashOf(one, signal));
  return hashes;
}
