import { RequestType } from 'vscode-jsonrpc';
import type { OnDocument } from './onDocument.ts';

/** A value of a column and how many comparisons have it. */
export interface ColumnValue {
  readonly value: string;
  readonly count: number;
}

/** A column of the table: its SQL name and type, and what it holds. */
export interface ColumnInfo {
  readonly name: string;
  readonly type: string;
  readonly about: string;
}

/** Columns that a SQL condition may name, for completion. */
export const columnsRequest = new RequestType<OnDocument, readonly ColumnInfo[], void>('columns');

/** The commonest values of a column, for completion: of lists each element counts. Empty for columns of numbers. */
export const valuesRequest = new RequestType<OnDocument & { readonly column: string }, readonly ColumnValue[], void>(
  'values',
);
