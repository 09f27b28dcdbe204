import type { Addition } from './addition.ts';
import type { Judgement, TextRef, Verdict } from './decision.ts';
import type { ReviewAction } from './reviewAction.ts';

interface OnRow {
  /** 0-based row of the dataset. */
  readonly row: number;
  /** ISO 8601 time, given by the caller so that the reducer stays pure. */
  readonly at: string;
}

/** Gives or takes back (null) a verdict. */
export type VerdictAction = OnRow & Judgement & { readonly type: 'verdict' };

/** Gives or takes back (null) the verdict on a comparison that came again with its sides exchanged. */
export interface AgainAction extends OnRow {
  readonly type: 'again';
  readonly verdict: Verdict | null;
}

/** Replaces the note; the empty string removes it. */
export interface NoteAction extends OnRow {
  readonly type: 'note';
  readonly note: string;
}

/** Replaces the tags. */
export interface TagsAction extends OnRow {
  readonly type: 'tags';
  readonly tags: readonly string[];
}

/** Replaces one text of the comparison; null puts the file's own text back. */
export interface TextAction extends OnRow {
  readonly type: 'text';
  readonly ref: TextRef;
  readonly text: string | null;
}

/** Adds a comparison under a row number of its own (see `firstAdded`), or takes the added one away (null). */
export interface AdditionAction extends OnRow {
  readonly type: 'addition';
  readonly addition: Addition | null;
}

/** Several actions that are done and undone as one step. */
export interface BatchAction {
  readonly type: 'batch';
  readonly actions: readonly Action[];
}

/** A change of one row. */
export type RowAction = VerdictAction | AgainAction | NoteAction | TagsAction | TextAction | AdditionAction;

type WithoutRow<A> = A extends unknown ? Omit<A, 'row'> : never;

/** What a row action changes, without the row. */
export type Change = WithoutRow<RowAction>;

/** The same change of many rows: a decision about a hundred thousand comparisons is one short step. */
export interface RowsAction {
  readonly type: 'rows';
  /** Each row once. */
  readonly rows: readonly number[];
  readonly change: Change;
}

/** One step of the undo stack. Plain JSON, so that it can travel and be journalled. */
export type Action = RowAction | RowsAction | ReviewAction | BatchAction;
