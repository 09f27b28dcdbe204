import type { Decision } from '../../../src/edits/decision.ts';
import type { RowDetail } from '../../../src/protocol/rows.ts';

/** A message in place, above the decision bar. */
export interface Notice {
  readonly kind: 'error' | 'info';
  readonly text: string;
  /** Row to go back to. */
  readonly row?: number;
}

/** The row that is shown, as far as it is known. */
export type Current =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly row: number }
  | { readonly kind: 'failed'; readonly row: number; readonly why: string }
  | { readonly kind: 'ready'; readonly detail: RowDetail; readonly decision: Decision };

/** Nothing yet; the first look at a file that was neither audited nor reviewed; the comparisons; what a random check told. */
export type Screen = 'opening' | 'first-look' | 'comparing' | 'check-done';
