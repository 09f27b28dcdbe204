import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A copy of the facts on disk, as they are read. It is worth less than the reading: an error ends it, and it stays short. */
export class FactsCopy {
  readonly #handle: FileHandle;
  #ended = false;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Creates the file; null where that can't be done. */
  static async create(path: string): Promise<FactsCopy | null> {
    try {
      await mkdir(dirname(path), { recursive: true });
      return new FactsCopy(await open(path, 'w'));
    } catch {
      return null;
    }
  }

  /** Adds lines. */
  async write(lines: string): Promise<void> {
    if (this.#ended) return;
    try {
      await this.#handle.writeFile(`${lines}\n`);
    } catch {
      this.#ended = true;
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
