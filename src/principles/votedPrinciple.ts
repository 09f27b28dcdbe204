import type { Principle, Votes } from './principle.ts';

/** A principle with votes that come from elsewhere than its own test: from a language model, or a condition on the table. */
export interface VotedPrinciple {
  readonly principle: Principle;
  /** Along the comparisons. */
  readonly votes: Votes;
  /**
   * Its independent proposals, each as the places of the comparisons whose label was seen. A fold can't select it if every
   * proposal saw a label that the fold holds out, so that a label never helps to reconstruct itself. Empty where no label
   * was seen.
   */
  readonly proposals: readonly (readonly number[])[];
}
