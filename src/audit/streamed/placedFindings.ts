import type { Finding } from '../../reward/finding.ts';
import { BytePool } from '../packed/bytePool.ts';

/** Findings by the place of their row, held as bytes outside the heap: those of a large file are hundreds of thousands. */
export class PlacedFindings {
  readonly #pool = new BytePool();
  /** Numbers in the pool, by place. */
  readonly #numbers = new Map<number, number | readonly number[]>();

  add(at: number, finding: Finding): void {
    const number = this.#pool.length;
    this.#pool.add(Buffer.from(JSON.stringify(finding)));
    const before = this.#numbers.get(at);
    if (before === undefined) this.#numbers.set(at, number);
    else this.#numbers.set(at, typeof before === 'number' ? [before, number] : [...before, number]);
  }

  /** Those of a row, in the order in which they were added. */
  of(at: number): Finding[] {
    const numbers = this.#numbers.get(at);
    if (numbers === undefined) return [];
    return (typeof numbers === 'number' ? [numbers] : numbers).map(
      number => JSON.parse(this.#pool.get(number).toString('utf8')) as Finding,
    );
  }
}
