import { RequestType } from 'vscode-jsonrpc';
import type { RowGroup } from '../edits/bulk.ts';
import type { OnDocument } from './onDocument.ts';
import type { Scope } from './view.ts';

/** Rows that a bulk change is about, and how many there are. */
export interface ScopeRows {
  readonly total: number;
  readonly groups: readonly RowGroup[];
}

export interface ExportParams extends OnDocument {
  readonly scope: Scope;
  readonly path: string;
  /** Verdicts and edited texts go into the records and dropped comparisons are left out; else records are as in the file. */
  readonly decided: boolean;
}

/** What an export wrote. */
export interface Exported {
  readonly written: number;
  /** Comparisons of the scope that a drop left out. */
  readonly dropped: number;
  /** Records that can't hold their decision in full. */
  readonly notExpressed: number;
}

/** The rows of a scope, by label; answers when searches and indexing that they depend on are done. */
export const scopeRequest = new RequestType<OnDocument & { readonly scope: Scope }, ScopeRows, void>('scope');

/** Writes the records of a scope to a file. */
export const exportRequest = new RequestType<ExportParams, Exported, void>('export');
