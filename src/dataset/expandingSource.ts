import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { Pace } from './breathe.ts';
import type { ByteSource } from './byteSource.ts';
import type { Fingerprint } from './dataset.ts';
import { type Compression, openDecoder } from './decoder.ts';
import { PlainSource } from './plainSource.ts';
import { copyPlace, temporaryName } from './storedCopy.ts';

/** Compressed bytes read at a time. */
const readBytes = 64 << 10;
/** Expanded bytes gathered before they are handed on, so that short chunks cost nothing. */
const gatherBytes = 1 << 20;
/** Text is never denser than this beyond so many bytes: repeated records reach 100. */
const mostRatio = 500;
const ratioFrom = 64 << 20;

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
  #expanded = 0;
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

  /** Expands to so much more than text does that it is made to fill the disk. */
  get #isBomb(): boolean {
    return this.#expanded > ratioFrom && this.#expanded > mostRatio * this.#done;
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
      this.#expanded += chunk.length;
      return chunk;
    };
    const input = Buffer.allocUnsafe(readBytes);
    const pace = new Pace();
    try {
      while (!decoder.error && !this.#isBomb) {
        this.signal.throwIfAborted();
        const { bytesRead } = await this.compressed.read(input, 0, readBytes, this.#done);
        if (bytesRead === 0) break;
        const { mostFed } = decoder;
        for (let from = 0; from < bytesRead && !decoder.error && !this.#isBomb; from += mostFed) {
          const to = Math.min(from + mostFed, bytesRead);
          await decoder.feed(Buffer.from(input.subarray(from, to)));
          this.#done += to - from;
          const chunk = await take(gatherBytes);
          if (chunk) yield chunk;
          if (!pace.due) continue;
          await pace.rest();
          this.signal.throwIfAborted();
        }
      }
      if (!decoder.error && !this.#isBomb) await decoder.end();
      const rest = await take(1);
      if (rest) yield rest;
      if (this.#isBomb) this.trouble = bomb;
      else if (decoder.error) this.trouble = describe(decoder.error);
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

const bomb: ByteSource['trouble'] = {
  reason: `The compressed file becomes more than ${mostRatio} times as large, as no text does: this record and all after it are left out`,
  cure: 'If you trust it, expand it yourself and open what comes out',
};

function describe(error: Error): { readonly reason: string; readonly cure: string } {
  if (error instanceof RangeError) {
    return {
      reason: `The compressed file can't be expanded from here on: ${error.message}`,
      cure: 'Expand it yourself (zstd -d --long=31) and open what comes out',
    };
  }
  const early = /unexpected (end|eof)/i.test(error.message);
  return {
    reason: early
      ? 'The compressed file ends early: this record and all after it are missing'
      : `The compressed file is damaged from here on (${error.message})`,
    cure: 'Download or copy the file again; the rows before this one are complete',
  };
}
