import { RequestType } from 'vscode-jsonrpc';
import type { OnDocument } from './onDocument.ts';

/** Takes in principles and their votes that another program wrote. */
export interface ImportVotesParams extends OnDocument {
  /** Absolute path of an AnnotatedPairs document or an ICAI results folder. */
  readonly path: string;
}

/** What was taken in. */
export interface ImportedVotes {
  /** Principles that have votes now, apart from measurable ones. */
  readonly principles: number;
  /** Comparisons that they have votes on. */
  readonly comparisons: number;
  /** How much, and what did not fit, in sentences. */
  readonly notes: readonly string[];
}

/** Keeps the votes for the next audits; what was imported for this file before is replaced. */
export const importVotesRequest = new RequestType<ImportVotesParams, ImportedVotes, void>('importVotes');

/** Forgets what was imported for the file. True: there was something. */
export const forgetImportedRequest = new RequestType<OnDocument, boolean, void>('forgetImported');
