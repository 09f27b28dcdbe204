import { type FileHandle, open } from 'node:fs/promises';
import { withTrouble } from './fileTrouble.ts';

/**
 * A text file that lines are appended to, in the order of the calls. Appending after a half-written last line begins a
 * new line first, so that a torn line stays the only one lost. After an error the file is opened anew for the next lines.
 */
export class AppendFile {
  readonly #path: string;
  /** Null until the next lines, after an error or a close. */
  #handle: FileHandle | null = null;
  /** The file ends within a line. */
  #torn = false;
  #last: Promise<void> = Promise.resolve();

  private constructor(path: string) {
    this.#path = path;
  }

  /** Opens a file for appending; it is created. @throws {DatasetError} `file-trouble` */
  static async open(path: string): Promise<AppendFile> {
    const file = new AppendFile(path);
    await withTrouble(path, "can't be written", () => file.#opened());
    return file;
  }

  /**
   * Appends values as JSON lines with one write. Settles when the system has them; with `flush`, when the disk has.
   *
   * @throws {DatasetError} `file-trouble`; what was written of the lines is taken off again where the system allows it
   */
  append(values: readonly unknown[], { flush = false } = {}): Promise<void> {
    const text = values.map(value => `${JSON.stringify(value)}\n`).join('');
    this.#last = this.#last
      .catch(() => undefined)
      .then(() => withTrouble(this.#path, "can't be written", () => this.#write(text, flush)));
    // The caller gets the error; the chain must go on for the next line.
    this.#last.catch(() => undefined);
    return this.#last;
  }

  /** Waits for lines under way, then closes the file; lines that come after that open it again. */
  async close(): Promise<void> {
    await this.#last.catch(() => undefined);
    await this.#drop();
  }

  async #write(text: string, flush: boolean): Promise<void> {
    try {
      const handle = await this.#opened();
      const bytes = Buffer.from(this.#torn ? `\n${text}` : text, 'utf8');
      const { size } = await handle.stat();
      try {
        // One write, so that lines of several processes don't mix.
        for (let left = bytes; left.length > 0; ) left = left.subarray((await handle.write(left)).bytesWritten);
      } catch (error) {
        await takeOff(handle, bytes, size).catch(() => undefined);
        throw error;
      }
      this.#torn = false;
      if (flush) await handle.datasync();
    } catch (error) {
      // How far it got is seen when it is opened again.
      await this.#drop().catch(() => undefined);
      throw error;
    }
  }

  async #opened(): Promise<FileHandle> {
    if (this.#handle !== null) return this.#handle;
    const handle = await open(this.#path, 'a+', 0o600);
    try {
      const { size } = await handle.stat();
      const last = size === 0 ? null : (await handle.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0];
      this.#torn = last !== null && last !== 0x0a;
    } catch (error) {
      await handle.close().catch(() => undefined);
      throw error;
    }
    this.#handle = handle;
    return handle;
  }

  async #drop(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
  }
}

/** Takes off what was written of some bytes behind a file's size; nothing where somebody else wrote there too. */
async function takeOff(handle: FileHandle, bytes: Buffer, size: number): Promise<void> {
  const length = (await handle.stat()).size - size;
  if (length <= 0 || length >= bytes.length) return;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size);
  if (bytesRead === length && buffer.equals(bytes.subarray(0, length))) await handle.truncate(size);
}
