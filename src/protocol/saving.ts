import { RequestType } from 'vscode-jsonrpc';
import type { WrittenRows } from '../dataset/addedRecords.ts';
import type { Fingerprint, OutsideChange } from '../dataset/dataset.ts';
import type { OnDocument } from './onDocument.ts';

export interface Saved {
  /** Rows changed in the file itself. */
  readonly changed: number;
  /** Decisions written to the sidecar. */
  readonly decisions: number;
  /** Path of the sidecar, if there is one now. */
  readonly sidecar: string | null;
  /** All records that saves of this session added to the file. */
  readonly written: WrittenRows;
  /** The document's own file as it is now. */
  readonly fingerprint: Fingerprint;
  /** What went to the sidecar only, in words for the user; empty if the file holds everything. */
  readonly sidecarOnly: string;
}

export const saveRequest = new RequestType<
  OnDocument & { readonly path: string | null; readonly overwrite: boolean },
  Saved,
  void
>('save');

export const outsideChangeRequest = new RequestType<OnDocument, OutsideChange, void>('outsideChange');
