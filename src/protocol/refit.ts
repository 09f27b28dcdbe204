import { RequestType } from 'vscode-jsonrpc';
import type { MemberChoice } from './auditing.ts';
import type { OnDocument } from './onDocument.ts';
import type { View } from './view.ts';

/** How a document's audit is made anew. */
export interface RefitSettings {
  readonly seed: number;
  readonly members: MemberChoice;
  /**
   * When it is done without being asked: after so many rows whose label, texts or evidence changed, and so many milliseconds
   * without another change; null: never.
   */
  readonly after: { readonly changes: number; readonly pause: number } | null;
}

/** A refit under way. */
export interface RefitState {
  /** Share done, 0 to 1. */
  readonly share: number;
}

/** When a refit begins by itself. */
export const afterEdits = { changes: 10, pause: 5_000 } as const;

/** Sets how the audit is kept up to date; to be told again after a restart of the engine. */
export const refitSettingsRequest = new RequestType<OnDocument & { readonly settings: RefitSettings }, null, void>(
  'refitSettings',
);
/** Makes the audit anew in the background. Answers when it is shown: true, or false if it was cancelled. */
export const refitRequest = new RequestType<OnDocument, boolean, void>('refit');
/** Stops a refit; answers when nothing runs. */
export const cancelRefitRequest = new RequestType<OnDocument, null, void>('cancelRefit');
/** What an editor shows, so that a new audit does not change the order of what comes next there; null: it was closed. */
export const lookRequest = new RequestType<
  OnDocument & { readonly editor: string; readonly place: { readonly view: View; readonly row: number } | null },
  null,
  void
>('look');
