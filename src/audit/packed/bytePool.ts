import { float64, int32 } from './column.ts';

const chunkBytes = 1 << 20;

/** Byte strings in large chunks outside the heap; each is known by the number that it was added as, from 0. */
export class BytePool {
  readonly #chunks: Buffer[] = [];
  #used = 0;
  /** Chunk times 2^32 plus the place in it. */
  readonly #places = float64();
  readonly #lengths = int32();

  get length(): number {
    return this.#lengths.length;
  }

  add(bytes: Uint8Array): void {
    if (this.#chunks.length === 0 || this.#used + bytes.length > chunkBytes) {
      this.#chunks.push(Buffer.allocUnsafeSlow(Math.max(chunkBytes, bytes.length)));
      this.#used = 0;
    }
    this.#chunks.at(-1)!.set(bytes, this.#used);
    this.#places.push((this.#chunks.length - 1) * 2 ** 32 + this.#used);
    this.#lengths.push(bytes.length);
    this.#used += bytes.length;
  }

  /** The bytes added as a number below `length`; not to be changed. */
  get(at: number): Buffer {
    const place = this.#places.get(at);
    const chunk = Math.floor(place / 2 ** 32);
    const from = place - chunk * 2 ** 32;
    return this.#chunks[chunk]!.subarray(from, from + this.#lengths.get(at));
  }
}
