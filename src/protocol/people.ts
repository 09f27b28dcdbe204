import type { Estimate } from '../reward/figures.ts';

/** What an audit knows of somebody who annotated a comparison. */
export interface RowPerson {
  /** All their votes in the file. */
  readonly votes: number;
  /** Share of their decisive votes that are right by all others and the ensemble; null where that can't be told. */
  readonly accuracy: Estimate | null;
  /** Kinds of reasons to look at them: "random", "contrary". */
  readonly stands: readonly string[];
  /**
   * Population that they most likely belong to and the probability of it; absent where fewer than two were found, or chance is
   * the likeliest of all.
   */
  readonly population?: { readonly name: string; readonly p: number };
}

/** What a population of annotators would say of a comparison. */
export interface RowPopulation {
  readonly name: string;
  /** Share of all people. */
  readonly share: number;
  /** Probability that a is the better response, by a head that saw no vote on the prompt. */
  readonly forA: number;
  /** The side that it is sure of: a probability of .7 or more; null where it is sure of neither. */
  readonly sure: 'a' | 'b' | null;
}

/** Whose annotations a comparison has, and what the populations would say of it. */
export interface RowPeople {
  /** Along the comparison's annotations; null before the first audit, and where it says nothing of them. */
  readonly people: readonly (RowPerson | null)[];
  /** Largest first; empty where fewer than two were found. */
  readonly populations: readonly RowPopulation[];
}
