import { type FileHandle, open } from 'node:fs/promises';

/**
 * A text file that lines are appended to, in the order of the calls. Appending after a half-written last line begins a
 * new line first, so that a torn line stays the only one lost.
 */
export class AppendFile {
  readonly #handle: FileHandle;
  #last: Promise<void>;

  private constructor(handle: FileHandle, torn: boolean) {
    this.#handle = handle;
    this.#last = torn ? handle.appendFile('\n') : Promise.resolve();
    this.#last.catch(() => undefined);
  }

  /** Opens a file for appending; it is created. */
  static async open(path: string): Promise<AppendFile> {
    const handle = await open(path, 'a+', 0o600);
    const { size } = await handle.stat();
    if (size === 0) return new AppendFile(handle, false);
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return new AppendFile(handle, buffer[0] !== 0x0a);
  }

  /** Appends values as JSON lines with one write. Settles when the system has them; with `flush`, when the disk has. */
  append(values: readonly unknown[], { flush = false } = {}): Promise<void> {
    const text = values.map(value => `${JSON.stringify(value)}\n`).join('');
    this.#last = this.#last
      .catch(() => undefined)
      .then(async () => {
        await this.#handle.appendFile(text);
        if (flush) await this.#handle.datasync();
      });
    // The caller gets the error; the chain must go on for the next line.
    this.#last.catch(() => undefined);
    return this.#last;
  }

  /** Waits for lines under way, then closes the file. */
  async close(): Promise<void> {
    await this.#last.catch(() => undefined);
    await this.#handle.close();
  }
}
