/** Largest window (bytes) of a frame that is expanded: what `zstd -d` takes without being told to, 2^27. */
export const mostWindow = 2 ** 27;

/** Windows (bytes) that `zstd` makes unless it is told to, at its densest. The decoder moves a window once for each block. */
export const usualWindow = 2 ** 23;

const frameMagic = 0xfd2fb528;

/** What the next bytes of a Zstandard file are. */
type Part = 'magic' | 'skip size' | 'skip' | 'descriptor' | 'frame header' | 'block header' | 'block' | 'checksum';

/**
 * Follows the frames of a Zstandard file (RFC 8878, section 3.1) without expanding them, so that a frame which claims a huge
 * window is refused before memory is taken for it. Bytes that are no Zstandard are left for the decoder to complain of.
 */
export class ZstdFrames {
  #part: Part = 'magic';
  /** Bytes of the part that are still to come. */
  #left = 4;
  /** The part's bytes so far, little-endian; those of blocks are only counted. */
  #bytes: number[] = [];
  #descriptor = 0;
  #isLast = false;
  #lost = false;
  #refused: RangeError | null = null;
  #window = 0;
  #moved = 0;

  /** Window (bytes) of the frame under way. */
  get window(): number {
    return this.#window;
  }

  /** Bytes that the decoder has moved so far for blocks of frames with more than the usual window. */
  get moved(): number {
    return this.#moved;
  }

  /** Why the frame that begins with the last byte looked at is not to be expanded: its window is larger than `mostWindow`. */
  get refused(): RangeError | null {
    return this.#refused;
  }

  /**
   * Looks at the next bytes of the file. Gives how many of them the decoder may have; the others are to be looked at again, where
   * a frame with a large window begins before them.
   */
  look(bytes: Uint8Array): number {
    for (let at = 0; at < bytes.length && !this.#lost; ) {
      if (this.#part === 'skip' || this.#part === 'block') {
        const step = Math.min(this.#left, bytes.length - at);
        at += step;
        this.#left -= step;
      } else {
        this.#bytes.push(bytes[at++]!);
        this.#left--;
      }
      const isHeader = this.#part === 'frame header';
      while (this.#left === 0 && !this.#lost) this.#next();
      // The decoder takes memory once it has the whole header.
      if (this.#refused !== null) return at - 1;
      if (isHeader && this.#left === 3 && this.#window > usualWindow) return at;
    }
    return bytes.length;
  }

  #next(): void {
    const value = this.#number(0, Math.min(4, this.#bytes.length));
    switch (this.#part) {
      case 'magic':
        if (value === frameMagic) this.#await('descriptor', 1);
        else if (value >>> 4 === 0x184d2a5) this.#await('skip size', 4);
        else this.#lost = true;
        break;
      case 'skip size':
        if (value === 0) this.#await('magic', 4);
        else this.#await('skip', value);
        break;
      case 'descriptor':
        this.#descriptor = value;
        this.#await('frame header', headerLength(value));
        break;
      case 'frame header':
        this.#checkWindow();
        this.#move();
        this.#await('block header', 3);
        break;
      case 'block header': {
        this.#isLast = (value & 1) === 1;
        const isRepeated = ((value >>> 1) & 3) === 1;
        const size = isRepeated ? 1 : value >>> 3;
        if (size === 0) this.#endBlock();
        else this.#await('block', size);
        break;
      }
      case 'block':
        this.#endBlock();
        break;
      default:
        this.#await('magic', 4);
    }
  }

  #move(): void {
    if (this.#window > usualWindow) this.#moved += this.#window;
  }

  #endBlock(): void {
    this.#move();
    if (!this.#isLast) this.#await('block header', 3);
    else if ((this.#descriptor & 4) !== 0) this.#await('checksum', 4);
    else this.#await('magic', 4);
  }

  #await(part: Part, bytes: number): void {
    this.#part = part;
    this.#left = bytes;
    this.#bytes = [];
  }

  #checkWindow(): void {
    const isSingle = (this.#descriptor & 32) !== 0;
    const contentSize = this.#bytes.length - contentLength(this.#descriptor);
    const [first = 0] = this.#bytes;
    const base = 2 ** (10 + (first >>> 3));
    this.#window = isSingle ? this.#number(contentSize, this.#bytes.length) : base + (base / 8) * (first & 7);
    if (this.#window <= mostWindow) return;
    this.#refused = new RangeError(
      `it needs ${Math.ceil(this.#window / 2 ** 20)} MB of memory at once, more than the ${mostWindow / 2 ** 20} MB that are given`,
    );
  }

  #number(from: number, to: number): number {
    let value = 0;
    for (let at = to - 1; at >= from; at--) value = value * 256 + this.#bytes[at]!;
    return value;
  }
}

/** Bytes of the content size in a frame header, by its descriptor. */
function contentLength(descriptor: number): number {
  const flag = descriptor >>> 6;
  if (flag === 0) return (descriptor & 32) === 0 ? 0 : 1;
  return 1 << flag;
}

/** Bytes of a frame header behind its descriptor: window, dictionary id, content size. */
function headerLength(descriptor: number): number {
  const window = (descriptor & 32) === 0 ? 1 : 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3]!;
  return window + dictionary + contentLength(descriptor);
}
