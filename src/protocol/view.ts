import type { FindingKind } from '../reward/finding.ts';

/** Which comparisons a view shows. All parts must hold. */
export interface Filter {
  readonly finding?: FindingKind;
  /** Plain words (each must occur in a text of the comparison) or a SQL condition over the columns. */
  readonly text?: { readonly kind: 'words' | 'sql'; readonly value: string };
  /** A principle's comparisons: those whose label it speaks for, or against. */
  readonly principle?: { readonly id: string; readonly stand: 'for' | 'against' };
  readonly verdict?: 'given' | 'open';
}

/** What a view is ordered by. `position` is file order; `p` has the least probable labels first; `score` that of the finding. */
export type Sort = 'position' | 'p' | 'score' | 'spread' | 'strength' | 'length';

/** A view over the dataset: what it shows and in which order. */
export interface View {
  readonly filter: Filter;
  readonly sort: Sort;
  readonly descending?: boolean;
}

/** The whole file in file order. */
export const wholeFile: View = { filter: {}, sort: 'position' };
