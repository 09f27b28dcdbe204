import type { FileHandle } from 'node:fs/promises';
import type { ByteSource } from './byteSource.ts';
import { readChunks } from './readChunks.ts';

/** A file whose bytes are its text. */
export class PlainSource implements ByteSource {
  readonly trouble = null;
  #done = 0;

  constructor(
    readonly handle: FileHandle,
    readonly size: number,
    readonly signal: AbortSignal,
  ) {}

  get done(): number {
    return this.#done;
  }

  async *chunks(): AsyncGenerator<Buffer> {
    for await (const chunk of readChunks(this.handle, this.size, this.signal)) {
      this.#done += chunk.length;
      yield chunk;
    }
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}
