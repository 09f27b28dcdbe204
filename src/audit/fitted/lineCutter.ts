/** A line of a stream, without its line ending; `bytes` is its beginning where it is longer than the limit. */
export interface CutLine {
  /** 1-based. */
  readonly line: number;
  readonly bytes: Buffer;
  /** Bytes of the whole line. */
  readonly length: number;
}

/** Cuts a stream of bytes into lines. What it holds is bounded: of a line that is too long it keeps the beginning. */
export class LineCutter {
  readonly #most: number;
  #parts: Buffer[] = [];
  #held = 0;
  #length = 0;
  #lines = 0;

  /** @param most - bytes of a line that are kept */
  constructor(most: number) {
    this.#most = most;
  }

  /** The lines that end in a chunk. */
  push(chunk: Buffer): CutLine[] {
    const lines: CutLine[] = [];
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      this.#hold(chunk.subarray(from, end));
      lines.push(this.#take());
      from = end + 1;
    }
    this.#hold(chunk.subarray(from));
    return lines;
  }

  /** The line that the stream ends with, where it has no line ending. */
  end(): CutLine[] {
    return this.#length > 0 ? [this.#take()] : [];
  }

  #hold(part: Buffer): void {
    this.#length += part.length;
    const room = this.#most - this.#held;
    if (room <= 0 || part.length === 0) return;
    const kept = Buffer.from(part.subarray(0, room));
    this.#parts.push(kept);
    this.#held += kept.length;
  }

  #take(): CutLine {
    const whole = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
    const ends = this.#length === whole.length && whole.at(-1) === 0x0d;
    const cut = { line: ++this.#lines, bytes: ends ? whole.subarray(0, -1) : whole, length: this.#length };
    this.#parts = [];
    this.#held = 0;
    this.#length = 0;
    return cut;
  }
}
