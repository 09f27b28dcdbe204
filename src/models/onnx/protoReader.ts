import { type FileHandle, open } from 'node:fs/promises';

/** A file that is no valid protobuf, or too large a one; the message is the end of a sentence. */
export class ProtoError extends Error {
  override readonly name = 'ProtoError';
}

/** A step of a walk over a file: either it goes on, or it waits for the bytes at `need`. */
export type Walk<T> = Generator<number, T, void>;

/** Bytes that are read at once. */
const windowSize = 2 ** 16;
/** Fields that a file may have. A model of billions of weights has under a million. */
const mostFields = 20_000_000;

/** A field of a message: its number, and its value if that is a number, or else where its bytes are. */
export interface Field {
  readonly number: number;
  /** Varints, as far as they are safe integers; 0 for the others. */
  readonly value: number;
  /** Length-delimited: from `start` to `end` in the file. Elsewhere both are where the next field begins. */
  readonly start: number;
  readonly end: number;
  readonly delimited: boolean;
}

/**
 * Reads the wire format of Protocol Buffers by position, holding 64 KiB of the file, so that the size of a file and what it
 * claims about itself cost nothing.
 */
export class ProtoReader {
  private readonly window = Buffer.allocUnsafe(windowSize);
  private from = 0;
  private filled = 0;
  private fields = 0;

  private constructor(
    private readonly handle: FileHandle,
    readonly size: number,
  ) {}

  /** Walks over a file, reading what the walk asks for. @throws ProtoError as the walk, or as `fs.open` */
  static async walk<T>(path: string, walk: (reader: ProtoReader) => Walk<T>, signal?: AbortSignal): Promise<T> {
    const handle = await open(path, 'r');
    try {
      const reader = new ProtoReader(handle, (await handle.stat()).size);
      const steps = walk(reader);
      for (;;) {
        const step = steps.next();
        if (step.done) return step.value;
        signal?.throwIfAborted();
        await reader.load(step.value);
      }
    } finally {
      await handle.close();
    }
  }

  /** The fields of the message from `start` to `end`. The caller handles one before it asks for the next. */
  *fieldsOf(start: number, end: number, visit: (field: Field) => Walk<void>): Walk<void> {
    let at = start;
    while (at < end) {
      if (++this.fields > mostFields) throw new ProtoError(`it has more than ${mostFields} parts`);
      const tag = yield* this.varint(at, end);
      const number = Math.floor(tag.value / 8);
      const wire = tag.value % 8;
      if (number === 0) throw new ProtoError(`it is garbled at byte ${at}`);
      at = tag.next;
      if (wire === 0) {
        const { value, next } = yield* this.varint(at, end);
        at = next;
        yield* visit({ number, value, start: at, end: at, delimited: false });
      } else if (wire === 2) {
        const { value: length, next } = yield* this.varint(at, end);
        if (length > end - next) throw new ProtoError(`it is cut off or garbled at byte ${at}`);
        at = next + length;
        yield* visit({ number, value: 0, start: next, end: at, delimited: true });
      } else if (wire === 1 || wire === 5) {
        at += wire === 1 ? 8 : 4;
        if (at > end) throw new ProtoError(`it is cut off at byte ${end}`);
        yield* visit({ number, value: 0, start: at, end: at, delimited: false });
      } else throw new ProtoError(`it is garbled at byte ${at}`);
    }
  }

  /** The text of a field. @throws ProtoError if it is longer than `longest` bytes */
  *text({ start, end }: Field, longest = 4096): Walk<string> {
    if (end - start > longest) throw new ProtoError(`a name in it is longer than ${longest} bytes`);
    if (start === end) return '';
    // A window holds it: names are far shorter than one.
    if (start < this.from || end > this.from + this.filled) yield start;
    return this.window.toString('utf8', start - this.from, end - this.from);
  }

  /** The number at `start`, and where it ends; those beyond the safe integers become the largest of them. */
  *varint(start: number, end: number): Walk<{ value: number; next: number }> {
    let value = 0;
    for (let i = 0, scale = 1; i < 10; i++, scale *= 128) {
      const at = start + i;
      if (at >= end) throw new ProtoError(`it is cut off at byte ${end}`);
      if (at < this.from || at >= this.from + this.filled) yield at;
      const byte = this.window[at - this.from]!;
      value += (byte & 0x7f) * scale;
      // Negative numbers take ten bytes; none that matters here is one.
      if (byte < 0x80) return { value: Number.isSafeInteger(value) ? value : Number.MAX_SAFE_INTEGER, next: at + 1 };
    }
    throw new ProtoError(`it is garbled at byte ${start}`);
  }

  private async load(position: number): Promise<void> {
    this.from = position;
    this.filled = 0;
    while (this.filled < windowSize) {
      const { bytesRead } = await this.handle.read(
        this.window,
        this.filled,
        windowSize - this.filled,
        position + this.filled,
      );
      if (bytesRead === 0) break;
      this.filled += bytesRead;
    }
    if (this.filled === 0) throw new ProtoError('it was cut off while it was read');
  }
}
