import { RequestType } from 'vscode-jsonrpc';
import type { ReportSplit } from '../audit/reportSplit.ts';
import type { OnDocument } from './onDocument.ts';

/**
 * Splits the labels that the last audit is of by a column; null: by one that is a context, if there is one. Null before the
 * first audit.
 */
export const splitRequest = new RequestType<OnDocument & { readonly column: string | null }, ReportSplit | null, void>(
  'split',
);
