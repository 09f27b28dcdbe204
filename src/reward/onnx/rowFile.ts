import { createHash } from 'node:crypto';
import { type FileHandle, open, rm, utimes } from 'node:fs/promises';

/** Marks a file of this layout: magic, length of a row, number of rows, then keys, rows, and the SHA-256 of it all. */
export const magic = 'PLROWS01';
export const headBytes = 16;
const sumBytes = 32;
/** Bytes of a key: half a SHA-256. */
export const keyBytes = 16;
/** Bytes that are read in one go. */
const piece = 1 << 20;
/** Bytes of a key by which it is looked for. */
const prefixBytes = 6;

/** A file of rows whose sum is right. Its keys are held, some 30 bytes each, and no row. */
export class RowFile {
  readonly #path: string;
  readonly #width: number;
  readonly #keys: Buffer;
  /** Rows in ascending order of their keys' prefixes. */
  readonly #order: Uint32Array;
  readonly #prefixes: Float64Array;

  private constructor(path: string, width: number, keys: Buffer) {
    this.#path = path;
    this.#width = width;
    this.#keys = keys;
    const own = Float64Array.from({ length: keys.length / keyBytes }, (_, row) =>
      keys.readUIntBE(row * keyBytes, prefixBytes),
    );
    this.#order = Uint32Array.from(own, (_, row) => row).sort((x, y) => own[x]! - own[y]!);
    this.#prefixes = Float64Array.from(this.#order, row => own[row]!);
  }

  /** Null for a file that is gone, and for one that is short or whose sum is wrong, which is removed. */
  static async open(path: string): Promise<RowFile | null> {
    const handle = await open(path, 'r').catch(() => null);
    // Gone since it was listed: another process merged it.
    if (handle === null) return null;
    let found: RowFile | null = null;
    try {
      const sound = await checked(handle);
      if (sound !== null) found = new RowFile(path, sound.width, sound.keys);
    } finally {
      await handle.close();
    }
    if (found === null) await rm(path, { force: true });
    else {
      const now = new Date();
      await utimes(path, now, now).catch(() => undefined);
    }
    return found;
  }

  get keys(): string[] {
    return Array.from(this.#order, (_, row) => this.#key(row));
  }

  /** Puts rows that are wanted and not found yet into `found`. */
  async read(wanted: Iterable<string>, found: Map<string, Float32Array>): Promise<void> {
    const rows: number[] = [];
    for (const key of wanted) {
      const row = found.has(key) ? -1 : this.#rowOf(key);
      if (row >= 0) rows.push(row);
    }
    if (rows.length === 0) return;
    const handle = await open(this.#path, 'r').catch(() => null);
    if (handle === null) return;
    try {
      rows.sort((x, y) => x - y);
      const most = Math.max(1, Math.floor(piece / (4 * this.#width)));
      for (let k = 0; k < rows.length; ) {
        const first = rows[k]!;
        let next = k + 1;
        while (next < rows.length && rows[next]! - first < most) next++;
        const held = await this.#rows(handle, first, rows[next - 1]! - first + 1);
        for (; held !== null && k < next; k++) {
          const at = (rows[k]! - first) * this.#width;
          found.set(this.#key(rows[k]!), held.slice(at, at + this.#width));
        }
        k = next;
      }
    } finally {
      await handle.close();
    }
  }

  async #rows(handle: FileHandle, first: number, count: number): Promise<Float32Array | null> {
    const bytes = Buffer.from(new ArrayBuffer(4 * this.#width * count));
    const position = headBytes + this.#keys.length + 4 * this.#width * first;
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, position);
    return bytesRead < bytes.length ? null : new Float32Array(bytes.buffer);
  }

  #key(row: number): string {
    return this.#keys.toString('hex', row * keyBytes, (row + 1) * keyBytes);
  }

  /** -1 where it is not there. */
  #rowOf(key: string): number {
    const prefix = Number.parseInt(key.slice(0, 2 * prefixBytes), 16);
    let [low, high] = [0, this.#prefixes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#prefixes[middle]! < prefix) low = middle + 1;
      else high = middle;
    }
    for (; this.#prefixes[low] === prefix; low++) if (this.#key(this.#order[low]!) === key) return this.#order[low]!;
    return -1;
  }
}

/** Length of a row and the keys, if the file is whole. */
async function checked(handle: FileHandle): Promise<{ readonly width: number; readonly keys: Buffer } | null> {
  const { size } = await handle.stat();
  const head = Buffer.alloc(headBytes);
  if ((await handle.read(head, 0, headBytes, 0)).bytesRead < headBytes) return null;
  const [width, count] = [head.readUInt32LE(8), head.readUInt32LE(12)];
  const body = headBytes + count * (keyBytes + 4 * width);
  if (head.toString('latin1', 0, 8) !== magic || width === 0 || size !== body + sumBytes) return null;
  const sum = createHash('sha256').update(head);
  const keys = Buffer.alloc(count * keyBytes);
  await handle.read(keys, 0, keys.length, headBytes);
  sum.update(keys);
  const part = Buffer.alloc(piece);
  for (let at = headBytes + keys.length; at < body; ) {
    const { bytesRead } = await handle.read(part, 0, Math.min(piece, body - at), at);
    if (bytesRead === 0) return null;
    sum.update(part.subarray(0, bytesRead));
    at += bytesRead;
  }
  const told = Buffer.alloc(sumBytes);
  await handle.read(told, 0, sumBytes, body);
  return sum.digest().equals(told) ? { width, keys } : null;
}
