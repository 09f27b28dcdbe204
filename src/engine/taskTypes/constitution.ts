import type { EditedConstitution } from '../../principles/edit/editedConstitution.ts';
import type { EditedFigures } from '../../principles/edit/editedFigures.ts';
import type { KnownVotes } from '../principles/knownVotes.ts';

/** A constitution that is to be evaluated, with votes that need not be cast again. */
export interface ConstitutionOrder {
  readonly constitution: EditedConstitution;
  readonly seed: number;
  /** Rows with a suspect label. */
  readonly suspect: readonly number[];
  readonly known: KnownVotes;
  /** Votes of conditions: rows and, along them, votes. */
  readonly conditions: readonly {
    readonly condition: string;
    readonly rows: Int32Array;
    readonly votes: Int8Array;
  }[];
  /** Conditions that voted just now, and sentences that a model voted on just now. */
  readonly fresh: readonly string[];
}

/** What came of it: rules that were voted on now, and those with votes. */
export interface EvaluatedConstitution {
  readonly figures: EditedFigures;
  readonly revoted: number;
  readonly of: number;
}
