import { RequestType } from 'vscode-jsonrpc';
import type { WrittenRows } from '../dataset/addedRecords.ts';
import type { DetectedFormat, Fingerprint } from '../dataset/dataset.ts';
import type { Decision } from '../edits/decision.ts';
import type { OnDocument } from './onDocument.ts';
import type { SetAside } from './recovery.ts';

export interface OpenParams extends OnDocument {
  readonly path: string;
  readonly format?: string;
  /** Which field is what, as `--map` takes it (`pairlens.maps`); empty: as detected. */
  readonly map?: string;
  /** Which comparisons are made of rankings and ratings (`pairlens.pairs`). */
  readonly pairs?: string;
  /** Folders beside the dataset's own that pictures may lie in: those of the workspace. */
  readonly roots?: readonly string[];
  /** Folder for expanded files, audits and journals; it is created. */
  readonly storage: string;
  /** Name written beside decisions. */
  readonly reviewer: string;
  /** VS Code's backup to restore, if it has one. */
  readonly backup?: string;
  /** Whether saved decisions may be written into the records too (`pairlens.applyToRecord`). */
  readonly applyToRecord: boolean;
  /** Records that saves of this session added to the file, after a crash of the engine. */
  readonly written?: WrittenRows;
  /** Decisions that the host still holds, after a crash of the engine: they replace journal and backup. */
  readonly decisions?: readonly (readonly [row: number, decision: Decision])[];
  /** The file whose rows `decisions` and `written` are about. */
  readonly base?: Fingerprint;
}

export interface Opened {
  /** Present where the backup was about comparisons that are no longer in the file. */
  readonly setAside?: SetAside;
  /**
   * Present where rows are others than those that the host's decisions are about, for somebody else rewrote the file: nothing of
   * the host's was taken over, and what was not saved is there to `recover`.
   */
  readonly moved?: true;
  /** The file as it was opened. */
  readonly fingerprint: Fingerprint;
  readonly format: DetectedFormat;
  readonly writable: { readonly file: true } | { readonly file: false; readonly why: string };
  /** Rows indexed so far. */
  readonly rowCount: number;
  readonly indexed: boolean;
  /** True if decisions were restored from the backup, so that the document is dirty. */
  readonly restored: boolean;
  /** Decisions in a journal that a crash left behind and that no backup holds; 0 if none. Ask before `recover`. */
  readonly recoverable: number;
  /** True if an earlier audit of the same content was found and its findings are shown. */
  readonly audited: boolean;
  /**
   * All decisions that hold now: those of the sidecar and those restored. The host inverts actions against them. Null while
   * the review file is still being read: `decisions` tells them then, and no action may be applied before.
   */
  readonly decisions: readonly (readonly [row: number, decision: Decision])[] | null;
}

/** Requests of the host alone. */
export const openRequest = new RequestType<OpenParams, Opened, void>('open');

export const closeRequest = new RequestType<OnDocument & { readonly keepJournal: boolean }, null, void>('close');

/** All decisions, as soon as the review file was read. */
export const decisionsRequest = new RequestType<
  OnDocument,
  readonly (readonly [row: number, decision: Decision])[],
  void
>('decisions');

export const revertRequest = new RequestType<OnDocument, Opened, void>('revert');
