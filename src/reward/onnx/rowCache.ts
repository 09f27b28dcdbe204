import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** Marks a file of this layout: magic, length of a row, number of rows, then keys, rows, and the SHA-256 of it all. */
const magic = 'PLROWS01';
const headBytes = 16;
const sumBytes = 32;
/** Bytes of a key: half a SHA-256. */
export const keyBytes = 16;
/** A folder with more small files than this has them merged into one. */
const mostFiles = 12;
const small = 32 * 2 ** 20;

/** Key of a text: what is hashed is exactly what the model reads. */
export function rowKey(...parts: readonly string[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(`${Buffer.byteLength(part)}:`).update(part);
  return sum.digest('hex').slice(0, 2 * keyBytes);
}

/**
 * Rows of floats on disk, by key: a folder per model and way of running it, in it files that are written once, to a
 * temporary name, and renamed. Several processes may share it. A file that is short or whose sum is wrong is removed; what
 * it held is computed again.
 */
export class RowCache {
  readonly #folder: string;
  #keys: string[] = [];
  #rows: Float32Array[] = [];

  /**
   * @param folder - of the model and how it is run, which is everything that rows depend on beside their key; made when
   * something is written
   */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Rows that are there, of those wanted. */
  async read(wanted: ReadonlySet<string>): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    const files = await this.#files();
    for (const file of files) {
      const held = await this.#load(join(this.#folder, file));
      if (held === null) continue;
      for (const [i, key] of held.keys.entries()) {
        if (wanted.has(key) && !found.has(key)) found.set(key, held.row(i).slice());
      }
    }
    return found;
  }

  /** Adds a row, to be written by the next `flush`. */
  add(key: string, row: Float32Array): void {
    this.#keys.push(key);
    this.#rows.push(row);
  }

  /** Writes what was added since the last flush as one file. Errors are the caller's: a cache may fail, an audit may not. */
  async flush(): Promise<void> {
    if (this.#keys.length === 0) return;
    const [keys, rows] = [this.#keys, this.#rows];
    this.#keys = [];
    this.#rows = [];
    await this.#write(keys, rows);
  }

  /** Merges small files into one where there are many. */
  async merge(): Promise<void> {
    const files: string[] = [];
    for (const file of await this.#files()) {
      const there = await stat(join(this.#folder, file)).catch(() => null);
      if (there !== null && there.size < small) files.push(file);
    }
    if (files.length <= mostFiles) return;
    const merged = new Map<string, Float32Array>();
    for (const file of files) {
      const held = await this.#load(join(this.#folder, file));
      for (const [i, key] of (held?.keys ?? []).entries()) merged.set(key, held!.row(i));
    }
    if (merged.size > 0) await this.#write([...merged.keys()], [...merged.values()]);
    for (const file of files) await rm(join(this.#folder, file), { force: true });
  }

  async #files(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.filter(name => name.endsWith('.rows')).sort();
  }

  async #load(path: string): Promise<{ keys: string[]; row: (i: number) => Float32Array } | null> {
    const bytes = await readFile(path).catch(() => null);
    // Gone since it was listed: another process merged it.
    if (bytes === null) return null;
    const [width, count] = bytes.length >= headBytes ? [bytes.readUInt32LE(8), bytes.readUInt32LE(12)] : [0, 0];
    const body = headBytes + count * (keyBytes + 4 * width);
    const sound =
      bytes.length === body + sumBytes &&
      bytes.toString('latin1', 0, 8) === magic &&
      width > 0 &&
      createHash('sha256').update(bytes.subarray(0, body)).digest().equals(bytes.subarray(body));
    if (!sound) {
      await rm(path, { force: true });
      return null;
    }
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined);
    const keys = Array.from({ length: count }, (_, i) =>
      bytes.toString('hex', headBytes + i * keyBytes, headBytes + (i + 1) * keyBytes),
    );
    const start = headBytes + count * keyBytes;
    const floats = new Float32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + body));
    return { keys, row: i => floats.subarray(i * width, (i + 1) * width) };
  }

  async #write(keys: readonly string[], rows: readonly Float32Array[]): Promise<void> {
    const width = rows[0]!.length;
    const head = Buffer.alloc(headBytes);
    head.write(magic, 'latin1');
    head.writeUInt32LE(width, 8);
    head.writeUInt32LE(keys.length, 12);
    const floats = new Float32Array(keys.length * width);
    for (const [i, row] of rows.entries()) floats.set(row, i * width);
    const parts = [head, Buffer.from(keys.join(''), 'hex'), Buffer.from(floats.buffer)];
    const sum = createHash('sha256');
    for (const part of parts) sum.update(part);
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const name = `${Date.now().toString(36)}-${randomBytes(6).toString('hex')}`;
    const temporary = join(this.#folder, `${name}.tmp`);
    const handle = await open(temporary, 'wx', 0o600);
    try {
      for (const part of [...parts, sum.digest()]) await handle.writeFile(part);
      await handle.sync();
    } catch (error) {
      await handle.close();
      await rm(temporary, { force: true });
      throw error;
    }
    await handle.close();
    await rename(temporary, join(this.#folder, `${name}.rows`));
  }
}
