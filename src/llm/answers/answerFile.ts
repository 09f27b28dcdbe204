import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Answer } from '../languageModel.ts';

/** Where the line of an answer lies in the file, in bytes. */
interface Place {
  readonly at: number;
  readonly length: number;
}

const newline = 0x0a;
const chunk = 1024 * 1024;
const start = '{"key":"';
const keyLength = 64;

/**
 * Answers on disk, by key, one line each, only ever appended to: one file that several processes may use at once. Each
 * line is written whole in one call and begins with a line break of its own, so that a line torn by a crash spoils
 * no other. An answer that another process has written is found when it is asked for.
 */
export class AnswerFile {
  readonly #handle: FileHandle;
  readonly #places = new Map<string, Place>();
  /** Bytes from the beginning that have been looked through: whole lines. */
  #read = 0;
  #reading: Promise<void> | null = null;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Opens a file, which is created with its folder, readable by this user only. */
  static async open(path: string): Promise<AnswerFile> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = new AnswerFile(await open(path, 'a+', 0o600));
    await file.#refresh();
    return file;
  }

  /** How many answers are known. */
  get size(): number {
    return this.#places.size;
  }

  /** An answer, or null. */
  async get(key: string): Promise<Answer | null> {
    if (!this.#places.has(key)) await this.#refresh();
    const place = this.#places.get(key);
    if (place === undefined) return null;
    const { buffer } = await this.#handle.read(Buffer.alloc(place.length), 0, place.length, place.at);
    try {
      return (JSON.parse(buffer.toString('utf8')) as { answer: Answer }).answer;
    } catch {
      // A torn line.
      this.#places.delete(key);
      return null;
    }
  }

  /** Keeps an answer. Settles when the system has it: it outlives the process. */
  async add(key: string, answer: Answer): Promise<void> {
    await this.#handle.appendFile(`\n${JSON.stringify({ key, answer })}\n`);
  }

  async close(): Promise<void> {
    await this.#reading?.catch(() => undefined);
    await this.#handle.close();
  }

  /** Reads what has been added to the file. */
  #refresh(): Promise<void> {
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #readOn(): Promise<void> {
    const { size } = await this.#handle.stat();
    let rest = Buffer.alloc(0);
    for (let at = this.#read; at < size; ) {
      const { buffer, bytesRead } = await this.#handle.read(Buffer.alloc(chunk), 0, Math.min(chunk, size - at), at);
      if (bytesRead === 0) break;
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      at += bytesRead;
      let from = 0;
      for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
        this.#note(bytes, from, end);
        from = end + 1;
      }
      this.#read += from;
      rest = bytes.subarray(from);
    }
  }

  /** Notes the line in `[from, end)` of bytes that begin at `#read`. */
  #note(bytes: Buffer, from: number, end: number): void {
    if (end - from < start.length + keyLength || bytes.toString('latin1', from, from + start.length) !== start) return;
    const key = bytes.toString('latin1', from + start.length, from + start.length + keyLength);
    this.#places.set(key, { at: this.#read + from, length: end - from });
  }
}
