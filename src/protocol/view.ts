import type { Share } from '../dataset/share.ts';
import type { FindingKind } from '../reward/finding.ts';

/** A direction in the space of the file's objectives. */
export interface Dial {
  /** By column of the table (`objective_helpful`); columns that are not named have no weight. */
  readonly weights: Readonly<Record<string, number>>;
  /** Comparisons whose recorded choice the direction is for, or against; or all. */
  readonly show: 'all' | 'with' | 'against';
}

/** Which comparisons a view shows. All parts must hold. */
export interface Filter {
  readonly finding?: FindingKind;
  /** Plain words (each must occur in a text of the comparison) or a SQL condition over the columns. */
  readonly text?: { readonly kind: 'words' | 'sql'; readonly value: string };
  /** A principle's comparisons: those whose label it speaks for, or against. */
  readonly principle?: { readonly id: string; readonly stand: 'for' | 'against' };
  readonly verdict?: 'given' | 'open';
  /** A direction of the file's objectives, which the order `direction` is by. */
  readonly dial?: Dial;
  /** One reviewer's part of the file. */
  readonly share?: Share;
  /** Comparisons about which reviewers disagree. */
  readonly conflicts?: true;
  /**
   * The comparisons that a random check with this seed draws, and then a few of them again. No other part of the filter
   * and no order counts beside it: a check is of the file.
   */
  readonly check?: { readonly seed: number; readonly n: number };
}

/** Orders with names. `ask`: what an answer is worth, where each further comparison of a prompt is worth half of the one before. `direction`: by the filter's dial, the recorded choices that it is most against first. `position` is file order; `p` has the least probable labels first; `score` is that of the finding. */
export type NamedSort = 'position' | 'p' | 'score' | 'spread' | 'strength' | 'length' | 'direction' | 'ask';

/** Order by a column of the table. The engine knows the columns and refuses other names. */
export type ColumnSort = `column:${string}`;

/** What a view is ordered by. */
export type Sort = NamedSort | ColumnSort;

/** A view over the dataset: what it shows and in which order. */
export interface View {
  readonly filter: Filter;
  readonly sort: Sort;
  readonly descending?: boolean;
}

/** A filter under a name that the user gave. */
export interface SavedFilter {
  readonly name: string;
  readonly view: View;
}

/** Comparisons that something is done to at once: those of a view, or of these only some. */
export interface Scope {
  readonly view: View;
  /** Only these rows. */
  readonly rows?: readonly number[];
  /** All but these rows. */
  readonly except?: readonly number[];
}

/** The whole file in file order. */
export const wholeFile: View = { filter: {}, sort: 'position' };
