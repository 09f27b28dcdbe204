import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Fingerprint, OutsideChange } from './dataset.ts';
import { folderFingerprint } from './folderFiles.ts';

/** Bytes hashed at the head, the middle and the tail. Files of up to three times this are hashed whole. */
const sampleBytes = 1 << 20;

/**
 * Identity of an open file's content.
 *
 * @param known bytes that are known to the caller, where the file may hold more: what follows them counts as added
 */
export async function fingerprintOf(handle: FileHandle, known?: number): Promise<Fingerprint> {
  const { size, mtimeMs } = await handle.stat();
  const counted = Math.min(size, known ?? size);
  return { size: counted, mtimeMs, hash: await sampledHash(handle, counted) };
}

/**
 * What happened to a file since its fingerprint was taken. Same size and time is the same file. If only the time
 * differs, files that were hashed whole are compared by hash; larger ones count as changed, to be safe.
 */
export async function changeSince(path: string, before: Fingerprint): Promise<OutsideChange> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
    throw error;
  }
  try {
    const found = await handle.stat();
    if (found.isDirectory()) {
      const { hash } = await folderFingerprint(path);
      return hash === before.hash ? 'none' : 'changed';
    }
    const { size, mtimeMs } = found;
    if (size === before.size && mtimeMs === before.mtimeMs) return 'none';
    if (size < before.size) return 'changed';
    const sameSamples = (await sampledHash(handle, before.size)) === before.hash;
    if (size === before.size) return sameSamples && size <= 3 * sampleBytes ? 'none' : 'changed';
    return sameSamples ? 'appended' : 'changed';
  } finally {
    await handle.close();
  }
}

/** SHA-256 (32 hex digits) over size and samples of the first `size` bytes. */
async function sampledHash(handle: FileHandle, size: number): Promise<string> {
  const hash = createHash('sha256').update(`${size}\n`);
  const buffer = Buffer.allocUnsafe(Math.min(size, sampleBytes));
  for (const [from, to] of samples(size)) {
    let position = from;
    while (position < to) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, to - position), position);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      position += bytesRead;
    }
  }
  return hash.digest('hex').slice(0, 32);
}

function samples(size: number): (readonly [from: number, to: number])[] {
  if (size <= 3 * sampleBytes) return [[0, size]];
  const middle = Math.floor((size - sampleBytes) / 2);
  return [
    [0, sampleBytes],
    [middle, middle + sampleBytes],
    [size - sampleBytes, size],
  ];
}
