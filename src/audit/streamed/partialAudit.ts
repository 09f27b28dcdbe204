import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rm, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { atomicWrite } from '../../dataset/atomicWrite.ts';
import { checkEnsemble } from '../fitted/checkEnsemble.ts';
import { type Packed, pack, unpack } from '../fitted/packArrays.ts';
import type { JudgedChunk } from './judgedChunk.ts';
import type { SampleFit } from './sampleFit.ts';

/** Changed when what older versions left can't be read. */
const layout = 4;
const digestBytes = 16;
/** Length of the JSON, length of the arrays, digest of both. */
const headBytes = 8 + digestBytes;
/** Longer pieces are none of ours. */
const mostBytes = 2 ** 30;

/**
 * What an audit has come to before it is done, on disk: the fit of the sample in one file, and the chunks that were judged in
 * another, which is only appended to. An audit that ends early leaves both, and the next one of the same file goes on from
 * there; a piece that was torn is judged again.
 */
export class PartialAudit {
  readonly #fitPath: string;
  readonly #chunkPath: string;
  #handle: FileHandle | null = null;

  readonly #identity: string;

  /**
   * @param path - of both files, without extension
   * @param identity - of what is audited, and how: what an audit of anything else has left there is not taken
   */
  constructor(path: string, identity: string) {
    this.#identity = identity;
    this.#fitPath = `${path}.fit`;
    this.#chunkPath = `${path}.chunks`;
  }

  /** The fit of the sample, if it was kept. */
  async fit(): Promise<SampleFit | null> {
    try {
      const kept = read(await readFile(this.#fitPath))?.value as KeptFit | undefined;
      if (kept?.identity !== this.#identity) return null;
      const { fit } = kept;
      return { ...fit, basis: { ...fit.basis, ensemble: checkEnsemble(fit.basis.ensemble) } };
    } catch {
      return null;
    }
  }

  /** Keeps the fit of the sample; chunks that were judged by another are forgotten. */
  async keepFit(fit: SampleFit): Promise<void> {
    await mkdir(dirname(this.#fitPath), { recursive: true });
    await rm(this.#chunkPath, { force: true });
    await atomicWrite(this.#fitPath, async handle => {
      await handle.writeFile(written({ identity: this.#identity, fit } satisfies KeptFit));
    });
  }

  /** Chunks that were judged, in order. What follows the last whole one is cut off. */
  async *chunks(): AsyncGenerator<JudgedChunk> {
    let handle: FileHandle;
    try {
      handle = await open(this.#chunkPath, 'r');
    } catch {
      return;
    }
    let whole = 0;
    try {
      for (;;) {
        const piece = await pieceAt(handle, whole);
        if (piece === null) break;
        whole += piece.bytes;
        yield piece.value as JudgedChunk;
      }
      await truncate(this.#chunkPath, whole);
    } finally {
      await handle.close();
    }
  }

  /** Keeps the next chunk. */
  async keepChunk(chunk: JudgedChunk): Promise<void> {
    this.#handle ??= await open(this.#chunkPath, 'a');
    await this.#handle.writeFile(written(chunk));
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = null;
  }

  /** The audit is done: nothing of this is needed any more. */
  async remove(): Promise<void> {
    await this.close();
    await rm(this.#fitPath, { force: true });
    await rm(this.#chunkPath, { force: true });
  }
}

interface KeptFit {
  readonly identity: string;
  readonly fit: SampleFit;
}

interface Piece {
  readonly value: unknown;
  /** Of the piece in the file. */
  readonly bytes: number;
}

function written(value: unknown): Buffer {
  const { json, bytes } = pack(value);
  const text = Buffer.from(JSON.stringify([layout, json]));
  const head = Buffer.alloc(headBytes);
  head.writeUInt32LE(text.length, 0);
  head.writeUInt32LE(bytes.length, 4);
  digestOf(text, bytes).copy(head, 8);
  return Buffer.concat([head, text, bytes]);
}

async function pieceAt(handle: FileHandle, position: number): Promise<Piece | null> {
  const head = Buffer.alloc(headBytes);
  if ((await handle.read(head, 0, headBytes, position)).bytesRead < headBytes) return null;
  const length = headBytes + head.readUInt32LE(0) + head.readUInt32LE(4);
  if (length > mostBytes || length > (await handle.stat()).size - position) return null;
  const piece = Buffer.alloc(length);
  const { bytesRead } = await handle.read(piece, 0, length, position);
  return read(piece.subarray(0, bytesRead));
}

/** Null for what was torn or changed. */
function read(piece: Buffer): Piece | null {
  if (piece.length < headBytes) return null;
  const textEnd = headBytes + piece.readUInt32LE(0);
  const end = textEnd + piece.readUInt32LE(4);
  if (piece.length < end) return null;
  const text = piece.subarray(headBytes, textEnd);
  const bytes = piece.subarray(textEnd, end);
  if (!digestOf(text, bytes).equals(piece.subarray(8, headBytes))) return null;
  const [version, json] = JSON.parse(text.toString('utf8')) as [number, Packed];
  return version === layout ? { value: unpack(json, bytes), bytes: end } : null;
}

function digestOf(text: Uint8Array, bytes: Uint8Array): Buffer {
  return createHash('sha256').update(text).update(bytes).digest().subarray(0, digestBytes);
}
