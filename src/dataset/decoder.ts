import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import { breathe } from './breathe.ts';
import { usualWindow, ZstdFrames } from './zstdFrames.ts';

/** Turns compressed bytes into text, as they come. */
export interface Decoder {
  /** Most bytes to be fed at a time, so that what they become stays below some 64 MB. */
  readonly mostFed: number;
  /** Takes the next compressed bytes. Settles when what they hold was given to `onData`, or `error` is set. */
  feed(bytes: Buffer): Promise<void>;
  /** The compressed file is over. */
  end(): Promise<void>;
  /** Set where the rest can't be expanded. */
  readonly error: Error | null;
  close(): void;
}

/** How a file is compressed. */
export type Compression = 'gzip' | 'zstd';

const magic: readonly (readonly [Compression, Buffer])[] = [
  ['gzip', Buffer.from([0x1f, 0x8b])],
  ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
];

/** How a file is compressed, by its first bytes; null if it isn't. */
export function compressionOf(head: Buffer): Compression | null {
  return magic.find(([, bytes]) => head.subarray(0, bytes.length).equals(bytes))?.[0] ?? null;
}

/** A decoder that gives what it expands to `onData`. */
export function openDecoder(compression: Compression, onData: (chunk: Buffer) => void): Decoder {
  return compression === 'gzip' ? new GunzipDecoder(onData) : new ZstdDecoder(onData);
}

class GunzipDecoder implements Decoder {
  /** At gzip's densest (1:1032) they become 64 MB. */
  readonly mostFed = 64 << 10;
  readonly #gunzip = createGunzip({ chunkSize: 256 << 10 });
  error: Error | null = null;

  constructor(onData: (chunk: Buffer) => void) {
    // The stream is never paused, so that what was expanded before an error is not lost; the input is held back instead.
    this.#gunzip.on('data', onData);
    this.#gunzip.on('error', (reason: Error) => {
      this.error = reason;
    });
  }

  feed(bytes: Buffer): Promise<void> {
    return new Promise(resolve => {
      this.#gunzip.once('close', resolve);
      this.#gunzip.write(bytes, () => {
        this.#gunzip.off('close', resolve);
        resolve();
      });
    });
  }

  end(): Promise<void> {
    return new Promise(resolve => {
      if (this.#gunzip.closed) return resolve();
      this.#gunzip.once('end', resolve);
      this.#gunzip.once('close', resolve);
      this.#gunzip.end();
    });
  }

  close(): void {
    this.#gunzip.destroy();
  }
}

/** Bytes that may be moved for windows before it counts how little text comes of it, and then for each byte of text. */
const [freelyMoved, movedForEach] = [2 ** 30, 2048];
/** Shortest piece (bytes) that the decoder is given, a few blocks at most. */
const shortestPiece = 16;

class ZstdDecoder implements Decoder {
  /** Four bytes can stand for a block of 128 KB: at their densest these become 16 MB. */
  readonly mostFed = 512;
  readonly #frames = new ZstdFrames();
  readonly #stream: Decompress;
  #expanded = 0;
  error: Error | null = null;

  constructor(onData: (chunk: Buffer) => void) {
    this.#stream = new Decompress(chunk => {
      this.#expanded += chunk.length;
      // The decoder may use its window again, so the bytes are taken over.
      if (chunk.length > 0) onData(Buffer.from(chunk));
    });
  }

  async feed(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length && this.error === null; ) {
      at += this.#push(bytes.subarray(at, at + this.#piece), false);
      if (this.#frames.window > usualWindow) await breathe();
    }
  }

  end(): Promise<void> {
    this.#push(new Uint8Array(0), true);
    return Promise.resolve();
  }

  close(): void {}

  /** Bytes that the decoder is given at once: fewer, the more each block of them has it move. */
  get #piece(): number {
    return Math.max(
      shortestPiece,
      Math.floor((this.mostFed * usualWindow) / Math.max(usualWindow, this.#frames.window)),
    );
  }

  /** Gives the decoder what it may have of some bytes, and says how many those are. */
  #push(bytes: Uint8Array, final: boolean): number {
    const frames = this.#frames;
    const taken = frames.look(bytes);
    try {
      this.#stream.push(bytes.subarray(0, taken), final);
      this.error = frames.refused;
    } catch (error) {
      this.error = error instanceof Error ? error : new Error(String(error));
    }
    if (frames.moved > freelyMoved + movedForEach * this.#expanded) {
      this.error ??= new RangeError(
        `hardly any text comes of blocks that each need ${Math.ceil(frames.window / 2 ** 20)} MB of memory to be moved`,
      );
    }
    return taken;
  }
}
