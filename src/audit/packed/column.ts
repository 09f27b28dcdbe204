const segmentBits = 14;
const segmentSize = 1 << segmentBits;

type Numbers = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array | Int8Array;

/** A list of numbers that grows by segments, which are never copied. */
export class Column<T extends Numbers = Numbers> {
  readonly #make: (length: number) => T;
  readonly #segments: T[] = [];
  #length = 0;

  /** @param make - an empty array of the kind that holds the numbers */
  constructor(make: (length: number) => T) {
    this.#make = make;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const at = this.#length++;
    if ((at & (segmentSize - 1)) === 0) this.#segments.push(this.#make(segmentSize));
    this.#segments[at >>> segmentBits]![at & (segmentSize - 1)] = value;
  }

  /** The number at a place below `length`. */
  get(at: number): number {
    return this.#segments[at >>> segmentBits]![at & (segmentSize - 1)]!;
  }

  /** All of them in one array. */
  all(): T {
    const whole = this.#make(this.#length);
    for (let i = 0; i < this.#length; i++) whole[i] = this.get(i);
    return whole;
  }
}

export const float64 = (): Column<Float64Array> => new Column(length => new Float64Array(length));
export const float32 = (): Column<Float32Array> => new Column(length => new Float32Array(length));
export const int32 = (): Column<Int32Array> => new Column(length => new Int32Array(length));
export const uint8 = (): Column<Uint8Array> => new Column(length => new Uint8Array(length));
export const int8 = (): Column<Int8Array> => new Column(length => new Int8Array(length));
