import type { Comparison } from '../../dataset/comparison.ts';
import { responseHash } from '../../dataset/comparisonKey.ts';
import { voteSide } from '../../reward/annotators/annotatorVotes.ts';
import type { JudgedChunk } from './judgedChunk.ts';

/** Collects the votes of annotators in a chunk. */
export class ChunkVoices {
  readonly #numbers = new Map<string, number>();
  readonly #at: number[] = [];
  readonly #by: number[] = [];
  readonly #side: number[] = [];

  /**
   * @param at - place of its row in the chunk
   * @returns +1 where side a is the first of the pair, by an order that does not depend on the label, else -1
   */
  add({ a, b, annotations }: Comparison, at: number): 1 | -1 {
    const turn = responseHash(a) <= responseHash(b) ? 1 : -1;
    for (const { annotator, label } of annotations) {
      if (label === null) continue;
      const number = this.#numbers.get(annotator) ?? this.#numbers.size;
      this.#numbers.set(annotator, number);
      const side = voteSide(label, turn);
      if (side === null || side === 0) continue;
      this.#at.push(at);
      this.#by.push(number);
      this.#side.push(side);
    }
    return turn;
  }

  all(): JudgedChunk['voices'] {
    return {
      names: [...this.#numbers.keys()],
      at: Int32Array.from(this.#at),
      by: Int32Array.from(this.#by),
      side: Int8Array.from(this.#side),
    };
  }
}
