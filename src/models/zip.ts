import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { ModelError } from './modelError.ts';

/** A file in a zip archive. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes once unpacked, as the archive says; more are never given out. */
  readonly bytes: number;
  readonly packed: number;
  readonly method: 0 | 8;
  /** Position of its local header. */
  readonly at: number;
}

/** Most entries that are looked at, and the longest table of contents in bytes. */
const mostEntries = 100_000;
const longestTable = 32 * 2 ** 20;

/**
 * Reads zip archives (also jar, whl, nupkg): stored and deflated entries, no encryption, no zip64. Names are only compared,
 * never used as paths.
 */
export class ZipFile {
  private constructor(
    private readonly handle: FileHandle,
    private readonly path: string,
    readonly entries: readonly ZipEntry[],
  ) {}

  /** Reads the table of contents. @throws ModelError if the file is no zip archive, or a damaged one */
  static async open(path: string): Promise<ZipFile> {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      return new ZipFile(handle, path, await readTable(handle, size, path));
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** The content of an entry, piece by piece. @throws ModelError if it is damaged or longer than it claims */
  async *read({ name, at, packed, bytes, method }: ZipEntry): AsyncGenerator<Buffer> {
    const head = await exactly(this.handle, at, 30, this.path);
    if (head.readUInt32LE(0) !== 0x04034b50) throw damaged(this.path, `${name} has no header`);
    const start = at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    const raw = pieces(this.handle, start, packed, this.path);
    let done = 0;
    try {
      for await (const piece of method === 0 ? raw : inflate(raw)) {
        done += piece.length;
        if (done > bytes) throw damaged(this.path, `${name} is longer than it claims`);
        yield piece;
      }
    } catch (error) {
      if (error instanceof ModelError) throw error;
      throw damaged(this.path, `${name} can't be unpacked`, error);
    }
    if (done !== bytes) throw damaged(this.path, `${name} is shorter than it claims`);
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

async function readTable(handle: FileHandle, size: number, path: string): Promise<readonly ZipEntry[]> {
  // The end record is 22 bytes and a comment of at most 65,535.
  const tail = await exactly(handle, Math.max(0, size - 65_557), Math.min(size, 65_557), path);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > tail.length) throw damaged(path, 'it has no table of contents');
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const from = tail.readUInt32LE(end + 16);
  if (from === 0xffffffff || count === 0xffff) throw damaged(path, 'it is of the zip64 kind, which is not read');
  if (count > mostEntries || length > longestTable || from + length > size) {
    throw damaged(path, 'its table of contents is out of bounds');
  }
  const table = await exactly(handle, from, length, path);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > table.length || table.readUInt32LE(at) !== 0x02014b50) throw damaged(path, 'its table is cut off');
    const [nameLength, extra, comment] = [28, 30, 32].map(offset => table.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const entry = {
      name: table.toString('utf8', at + 46, at + 46 + nameLength),
      bytes: table.readUInt32LE(at + 24),
      packed: table.readUInt32LE(at + 20),
      at: table.readUInt32LE(at + 42),
    };
    const method = table.readUInt16LE(at + 10);
    const encrypted = (table.readUInt16LE(at + 8) & 1) === 1;
    if (entry.at + entry.packed > size) throw damaged(path, `${entry.name} is out of bounds`);
    if (!encrypted && (method === 0 || method === 8)) entries.push({ ...entry, method });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

async function* pieces(handle: FileHandle, start: number, length: number, path: string): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += 2 ** 18) {
    yield await exactly(handle, start + at, Math.min(2 ** 18, length - at), path);
  }
}

async function* inflate(raw: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const inflater = createInflateRaw();
  // A failure reaches the loop below through the inflater, which the pipeline destroys with it.
  const fed = pipeline(Readable.from(raw), inflater).catch(() => undefined);
  try {
    for await (const piece of inflater) yield piece as Buffer;
  } finally {
    inflater.destroy();
    await fed;
  }
}

async function exactly(handle: FileHandle, position: number, length: number, path: string): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) throw damaged(path, 'it is cut off');
    done += bytesRead;
  }
  return buffer;
}

function damaged(path: string, reason: string, cause?: unknown): ModelError {
  return new ModelError('refused', `${path} can't be read as a zip archive: ${reason}`, 'Get it again', { cause });
}
