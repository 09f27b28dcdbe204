import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { headBytes, keyBytes, magic, RowFile } from './rowFile.ts';

/** A folder with more small files than this has them merged into one. */
const mostFiles = 12;
const small = 8 * 2 ** 20;

/** Key of a text: what is hashed is exactly what the model reads. */
export function rowKey(...parts: readonly string[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(`${Buffer.byteLength(part)}:`).update(part);
  return sum.digest('hex').slice(0, 2 * keyBytes);
}

/**
 * Rows of floats on disk, by key: a folder per model and way of running it, in it files that are written once, to a
 * temporary name, and renamed. Several processes may share it. A file that is short or whose sum is wrong is removed; what
 * it held is computed again. A cache that is asked again and again reads each file whole once, and holds keys only.
 */
export class RowCache {
  readonly #folder: string;
  readonly #open = new Map<string, RowFile>();
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
    for (const file of await this.#sound()) await file.read(wanted, found);
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
    for (const name of files) {
      const file = await this.#opened(name);
      await file?.read(file.keys, merged);
    }
    if (merged.size > 0) await this.#write([...merged.keys()], [...merged.values()]);
    for (const file of files) await rm(join(this.#folder, file), { force: true });
  }

  async #files(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.filter(name => name.endsWith('.rows')).sort();
  }

  /** The files that are there and whole. */
  async #sound(): Promise<RowFile[]> {
    const names = await this.#files();
    for (const name of this.#open.keys()) if (!names.includes(name)) this.#open.delete(name);
    const files: RowFile[] = [];
    for (const name of names) {
      const file = await this.#opened(name);
      if (file !== null) files.push(file);
    }
    return files;
  }

  async #opened(name: string): Promise<RowFile | null> {
    const before = this.#open.get(name);
    if (before !== undefined) return before;
    const file = await RowFile.open(join(this.#folder, name));
    if (file !== null) this.#open.set(name, file);
    return file;
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
