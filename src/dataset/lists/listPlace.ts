import type { Pair } from '../pairPolicy.ts';
import type { RankedList } from './listReader.ts';

/** Where a comparison stands among the pairs of its list. */
export interface ListPlace {
  readonly list: RankedList;
  /** Pairs that the policy makes of it, in the order of their rows. */
  readonly pairs: readonly Pair[];
  /** Which of them the comparison is. */
  readonly pair: number;
}
