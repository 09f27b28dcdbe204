import type { Principle, Votes } from './principle.ts';

/** A principle with votes that come from elsewhere than its own test: from a language model, or a condition on the table. */
export interface VotedPrinciple {
  readonly principle: Principle;
  /** Along the comparisons. */
  readonly votes: Votes;
  /**
   * Places of the comparisons whose label it was proposed from: folds that hold one of them can't select it, so that a
   * label never helps to reconstruct itself. Empty where no label was seen.
   */
  readonly proposedFrom: readonly number[];
}
