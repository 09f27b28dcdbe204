import { RequestType } from 'vscode-jsonrpc';
import type { OnDocument } from './onDocument.ts';
import type { ListItem, RowDetail } from './rows.ts';
import type { View } from './view.ts';

export interface WindowParams extends OnDocument {
  readonly view: View;
  readonly start: number;
  readonly count: number;
  /** Columns whose values the items hold. */
  readonly columns?: readonly string[];
}

export interface WindowResult {
  /** Rows in the whole view. Grows while the file is being indexed. */
  readonly total: number;
  /** False while the file is still being indexed or searched, so that `total` may grow. */
  readonly complete: boolean;
  readonly items: readonly ListItem[];
}

/** Rows of a part of a view, to be drawn. */
export const windowRequest = new RequestType<WindowParams, WindowResult, void>('window');

/** What is shown of single rows. */
export const detailRequest = new RequestType<
  OnDocument & { readonly rows: readonly number[] },
  readonly RowDetail[],
  void
>('detail');

/** Position of a row in a view, or null if the view does not hold it. */
export const locateRequest = new RequestType<
  OnDocument & { readonly view: View; readonly row: number },
  number | null,
  void
>('locate');

/** Position of the first row at or after `start` (wrapping round) that has no verdict, or null. */
export const nextOpenRequest = new RequestType<
  OnDocument & { readonly view: View; readonly start: number },
  number | null,
  void
>('nextOpen');

/** Rows of a part of a view, for a selection. */
export const rowsRequest = new RequestType<
  OnDocument & { readonly view: View; readonly start: number; readonly count: number },
  readonly number[],
  void
>('rows');
