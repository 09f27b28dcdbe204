import { RequestType } from 'vscode-jsonrpc';
import type { Decision } from '../edits/decision.ts';
import type { ReviewAction } from '../edits/reviewAction.ts';
import type { OnDocument } from './onDocument.ts';

/** What a crash left about comparisons that are no longer in the file. */
export interface SetAside {
  /** How many comparisons. */
  readonly rows: number;
  /** File that holds everything that was left. */
  readonly path: string;
}

/** What a journal brought back. */
export interface Recovered {
  /** Present where the journal was about comparisons that are no longer in the file. */
  readonly setAside?: SetAside;
  /** Rows that the reviewer had decided on, and what they said last. */
  readonly decisions: readonly (readonly [row: number, decision: Decision])[];
  /** What had been merged of other reviewers, or null. It comes first. */
  readonly review: ReviewAction | null;
}

/** Takes the journal's decisions over. */
export const recoverRequest = new RequestType<OnDocument, Recovered, void>('recover');

/** Forgets the journal's decisions. */
export const discardRequest = new RequestType<OnDocument, null, void>('discard');

export const backupRequest = new RequestType<OnDocument & { readonly path: string }, null, void>('backup');
