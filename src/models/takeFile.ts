import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hashFile } from './hashFile.ts';
import type { ModelFile } from './installedModel.ts';

/** Whether a file with exactly this content is in `folder` already. */
export async function isThere(
  folder: string,
  { path, bytes, sha256 }: ModelFile,
  signal: AbortSignal,
): Promise<boolean> {
  const file = join(folder, path);
  const found = await stat(file).catch(() => null);
  return found?.isFile() === true && found.size === bytes && (await hashFile(file, signal)) === sha256;
}

/**
 * Writes content to `folder/path`, in one step, when all of it is there.
 *
 * @param accept is told the SHA-256 and length; if it answers false, nothing is kept
 * @returns what was written, or null if it was not accepted
 */
export async function takeContent(
  content: AsyncIterable<Buffer>,
  folder: string,
  path: string,
  signal: AbortSignal,
  accept: (sha256: string, bytes: number) => boolean = () => true,
): Promise<ModelFile | null> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    await pipeline(
      content,
      async function* (pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) {
          hash.update(piece);
          bytes += piece.length;
          yield piece;
        }
      },
      createWriteStream(temporary, { flags: 'wx' }),
      { signal },
    );
    const sha256 = hash.digest('hex');
    if (!accept(sha256, bytes)) return null;
    await rename(temporary, target);
    return { path, sha256, bytes };
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Copies a file to `folder/path`, as `takeContent`. */
export async function copyFile(from: string, folder: string, path: string, signal: AbortSignal): Promise<ModelFile> {
  const file = await takeContent(createReadStream(from), folder, path, signal);
  // Nothing refused it.
  return file!;
}
