import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip, type Gunzip } from 'node:zlib';
import type { ByteSource } from './byteSource.ts';
import type { Fingerprint } from './dataset.ts';
import { PlainSource } from './plainSource.ts';

/** Compressed bytes fed at a time: at the densest (1:1032) they become 64 MB. */
const feedBytes = 64 << 10;
/** Expanded bytes gathered before they are handed on, so that short chunks cost nothing. */
const gatherBytes = 1 << 20;

/**
 * Opens a gzip file. It is expanded into `folder` once, under a name made from its fingerprint; while that goes on, rows
 * can be read already.
 */
export async function openGzip(
  compressed: FileHandle,
  fingerprint: Fingerprint,
  folder: string,
  signal: AbortSignal,
): Promise<ByteSource> {
  await mkdir(folder, { recursive: true });
  // The hash sees samples of large files only, so their time is part of the name.
  const path = join(folder, `${fingerprint.hash}-${Math.round(fingerprint.mtimeMs)}.expanded`);
  const existing = await open(path, 'r').catch(() => null);
  if (existing) {
    await compressed.close();
    await utimes(path, new Date(), new Date()).catch(() => undefined);
    return new PlainSource(existing, (await existing.stat()).size, signal);
  }
  await removeUnused(folder);
  const temporary = `${path}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`;
  const handle = await open(temporary, 'wx+', 0o600);
  return new GzipSource(compressed, handle, fingerprint.size, temporary, path, signal);
}

/** Days that an expanded copy is kept after it was last opened. */
const keptDays = 30;

/** Removes copies that nobody opened for long, and what a crash left half expanded. */
async function removeUnused(folder: string): Promise<void> {
  const before = Date.now() - keptDays * 24 * 3600 * 1000;
  for (const name of await readdir(folder)) {
    if (!/\.expanded(\..*\.tmp)?$/.test(name)) continue;
    const path = join(folder, name);
    const used = await stat(path).catch(() => null);
    if (used && used.mtimeMs < before) await rm(path, { force: true });
  }
}

class GzipSource implements ByteSource {
  trouble: ByteSource['trouble'] = null;
  #done = 0;
  #complete = false;

  constructor(
    readonly compressed: FileHandle,
    readonly handle: FileHandle,
    readonly size: number,
    readonly temporary: string,
    readonly path: string,
    readonly signal: AbortSignal,
  ) {}

  get done(): number {
    return this.#done;
  }

  async *chunks(): AsyncGenerator<Buffer> {
    const gunzip = createGunzip({ chunkSize: 256 << 10 });
    let ready: Buffer[] = [];
    let error: Error | null = null;
    // The stream is never paused, so that what was expanded before an error is not lost; the input is held back instead.
    gunzip.on('data', (chunk: Buffer) => ready.push(chunk));
    gunzip.on('error', (reason: Error) => {
      error = reason;
    });
    const take = async (atLeast: number): Promise<Buffer | null> => {
      const length = ready.reduce((sum, chunk) => sum + chunk.length, 0);
      if (length === 0 || length < atLeast) return null;
      const chunk = ready.length === 1 ? ready[0]! : Buffer.concat(ready, length);
      ready = [];
      await this.handle.writeFile(chunk);
      return chunk;
    };
    const input = Buffer.allocUnsafe(feedBytes);
    try {
      while (!error) {
        this.signal.throwIfAborted();
        const { bytesRead } = await this.compressed.read(input, 0, feedBytes, this.#done);
        if (bytesRead === 0) break;
        this.#done += bytesRead;
        await fed(gunzip, Buffer.from(input.subarray(0, bytesRead)));
        const chunk = await take(gatherBytes);
        if (chunk) yield chunk;
      }
      if (!error) await ended(gunzip);
      const rest = await take(1);
      if (rest) yield rest;
      if (error) this.trouble = describe(error);
      else await this.#keep();
    } finally {
      gunzip.destroy();
    }
  }

  async close(): Promise<void> {
    await this.compressed.close();
    await this.handle.close();
    if (!this.#complete) await rm(this.temporary, { force: true });
  }

  async #keep(): Promise<void> {
    await this.handle.sync();
    await rename(this.temporary, this.path);
    this.#complete = true;
  }
}

/** Settles when the bytes are expanded, or the stream has failed. */
function fed(gunzip: Gunzip, bytes: Buffer): Promise<void> {
  return new Promise(resolve => {
    gunzip.once('close', resolve);
    gunzip.write(bytes, () => {
      gunzip.off('close', resolve);
      resolve();
    });
  });
}

function ended(gunzip: Gunzip): Promise<void> {
  return new Promise(resolve => {
    if (gunzip.closed) return resolve();
    gunzip.once('end', resolve);
    gunzip.once('close', resolve);
    gunzip.end();
  });
}

function describe(error: Error): { readonly reason: string; readonly cure: string } {
  const early = /unexpected end/.test(error.message);
  return {
    reason: early
      ? 'The compressed file ends early: this record and all after it are missing'
      : `The compressed file is damaged from here on (${error.message})`,
    cure: 'Download or copy the file again; the rows before this one are complete',
  };
}
