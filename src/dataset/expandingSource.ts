import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import type { ByteSource } from './byteSource.ts';
import type { Fingerprint } from './dataset.ts';
import { type Compression, openDecoder } from './decoder.ts';
import { PlainSource } from './plainSource.ts';
import { copyPlace, temporaryName } from './storedCopy.ts';

/** Compressed bytes fed at a time: at gzip's densest (1:1032) they become 64 MB. */
const feedBytes = 64 << 10;
/** Expanded bytes gathered before they are handed on, so that short chunks cost nothing. */
const gatherBytes = 1 << 20;

/**
 * Opens a compressed file. It is expanded into `folder` once, under a name made from its fingerprint; while that goes on,
 * rows can be read already.
 */
export async function openCompressed(
  compressed: FileHandle,
  compression: Compression,
  fingerprint: Fingerprint,
  folder: string,
  signal: AbortSignal,
): Promise<ByteSource> {
  const { path, existing } = await copyPlace(folder, fingerprint, '');
  if (existing) {
    await compressed.close();
    return new PlainSource(existing, (await existing.stat()).size, signal);
  }
  const temporary = temporaryName(path);
  const handle = await open(temporary, 'wx+', 0o600);
  return new ExpandingSource(compressed, compression, handle, fingerprint.size, temporary, path, signal);
}

class ExpandingSource implements ByteSource {
  trouble: ByteSource['trouble'] = null;
  #done = 0;
  #complete = false;

  constructor(
    readonly compressed: FileHandle,
    readonly compression: Compression,
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
    let ready: Buffer[] = [];
    const decoder = openDecoder(this.compression, chunk => ready.push(chunk));
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
      while (!decoder.error) {
        this.signal.throwIfAborted();
        const { bytesRead } = await this.compressed.read(input, 0, feedBytes, this.#done);
        if (bytesRead === 0) break;
        this.#done += bytesRead;
        await decoder.feed(Buffer.from(input.subarray(0, bytesRead)));
        const chunk = await take(gatherBytes);
        if (chunk) yield chunk;
      }
      if (!decoder.error) await decoder.end();
      const rest = await take(1);
      if (rest) yield rest;
      if (decoder.error) this.trouble = describe(decoder.error);
      else await this.#keep();
    } finally {
      decoder.close();
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

function describe(error: Error): { readonly reason: string; readonly cure: string } {
  const early = /unexpected (end|eof)/i.test(error.message);
  return {
    reason: early
      ? 'The compressed file ends early: this record and all after it are missing'
      : `The compressed file is damaged from here on (${error.message})`,
    cure: 'Download or copy the file again; the rows before this one are complete',
  };
}
