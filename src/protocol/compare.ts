import { RequestType } from 'vscode-jsonrpc';
import type { OnDocument } from './onDocument.ts';

/** Compares the document's principles with those of another file. */
export interface ComparePrinciplesParams extends OnDocument {
  /** Absolute path of the other file. */
  readonly path: string;
  readonly seed: number;
}

/** The comparison as a Markdown document. */
export const comparePrinciplesRequest = new RequestType<ComparePrinciplesParams, string, void>('comparePrinciples');
