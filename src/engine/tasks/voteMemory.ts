import { type Comparison, textOf } from '../../dataset/comparison.ts';
import type { Votes } from '../../principles/principle.ts';

interface Kept {
  readonly comparisons: readonly Comparison[];
  readonly votes: Votes;
  /** Place by row. */
  readonly places: ReadonlyMap<number, number>;
}

/** Keeps votes by what casts them, so that only comparisons whose texts have changed are voted on again. */
export class VoteMemory {
  readonly #kept = new Map<string, Kept>();

  has(voter: string): boolean {
    return this.#kept.has(voter);
  }

  /** Takes votes that were cast elsewhere on these texts. */
  keep(voter: string, comparisons: readonly Comparison[], votes: Votes): void {
    const places = new Map(comparisons.map(({ row }, place) => [row, place]));
    this.#kept.set(voter, { comparisons, votes, places });
  }

  /**
   * Votes along the comparisons, and on how many of them they were cast now.
   *
   * @param cast casts votes along the comparisons that it is given
   */
  async votes(
    voter: string,
    comparisons: readonly Comparison[],
    cast: (fresh: readonly Comparison[]) => Promise<Votes> | Votes,
  ): Promise<{ readonly votes: Votes; readonly fresh: number }> {
    const before = this.#kept.get(voter);
    const votes = new Int8Array(comparisons.length);
    const fresh: number[] = [];
    for (const [place, comparison] of comparisons.entries()) {
      const at = before?.places.get(comparison.row);
      if (at !== undefined && sameTexts(before!.comparisons[at]!, comparison)) votes[place] = before!.votes[at]!;
      else fresh.push(place);
    }
    if (fresh.length > 0) {
      const now = await cast(fresh.map(place => comparisons[place]!));
      for (const [at, place] of fresh.entries()) votes[place] = now[at]!;
    }
    this.keep(voter, comparisons, votes);
    return { votes, fresh: fresh.length };
  }
}

function sameTexts(one: Comparison, other: Comparison): boolean {
  return (
    same(one.prompt, other.prompt) && same(one.a.messages, other.a.messages) && same(one.b.messages, other.b.messages)
  );
}

function same(one: Comparison['prompt'], other: Comparison['prompt']): boolean {
  return one === other || (one.length === other.length && textOf(one) === textOf(other));
}
