import { ProgressType, RequestType } from 'vscode-jsonrpc';
import type { DraftKind } from '../dataset/draftRecord.ts';
import type { Action } from '../edits/action.ts';
import type { Addition } from '../edits/addition.ts';
import type { OnDocument } from './onDocument.ts';

/** Applies an action; answers when it is in the journal. */
export const applyRequest = new RequestType<
  OnDocument & {
    readonly action: Action;
    /** Token under which progress is reported, for a step of many rows. */
    readonly progress?: string;
  },
  null,
  void
>('apply');

/** Share of a step that is done, from 0 to 1. */
export const applyProgress = new ProgressType<number>();

/** A new comparison to be added behind a row: a copy of it, or a blank one in its layout. Nothing is added by it. */
export const draftRequest = new RequestType<
  OnDocument & { readonly row: number; readonly kind: DraftKind },
  { readonly row: number; readonly addition: Addition },
  void
>('draft');
