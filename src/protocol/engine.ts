import { NotificationType, ProgressType, RequestType } from 'vscode-jsonrpc';
import type { AuditProgress } from '../audit/audit.ts';
import type { ReportData } from '../audit/reportData.ts';
import type { WrittenRows } from '../dataset/addedRecords.ts';
import type { DetectedFormat, Fingerprint, OutsideChange } from '../dataset/dataset.ts';
import type { DraftKind } from '../dataset/draftRecord.ts';
import type { Action } from '../edits/action.ts';
import type { Addition } from '../edits/addition.ts';
import type { RowGroup } from '../edits/bulk.ts';
import type { Decision } from '../edits/decision.ts';
import type { ReviewAction } from '../edits/reviewAction.ts';
import type { PrincipleFigures } from '../principles/principlesResult.ts';
import type { Explanation } from '../reward/explanation.ts';
import type { Figures } from '../reward/figures.ts';
import type { FindingKind } from '../reward/finding.ts';
import type { ObjectiveFigures } from '../reward/objectives/objectivesFigures.ts';
import type { Device } from '../reward/onnx/device.ts';
import type { RefitState } from './refit.ts';
import type { ListItem, RowDetail } from './rows.ts';
import type { Scope, View } from './view.ts';

/** Every request names its document by the id that the host gave it. */
export interface OnDocument {
  readonly doc: string;
}

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

export interface WindowParams extends OnDocument {
  readonly view: View;
  readonly start: number;
  readonly count: number;
  /** Columns whose values the items hold. */
  readonly columns?: readonly string[];
}

export interface WindowResult {
  /** Rows in the whole view. Grows while the file is being indexed. */
  readonly total: number;
  /** False while the file is still being indexed or searched, so that `total` may grow. */
  readonly complete: boolean;
  readonly items: readonly ListItem[];
}

/** One of several objectives of a file. */
export interface OverviewObjective extends ObjectiveFigures {
  /** Column of the table that holds its margins. */
  readonly column: string;
}

/** What chips, toolbar and status bar show. */
export interface Overview {
  readonly rowCount: number;
  readonly indexed: boolean;
  readonly audited: boolean;
  readonly stale: boolean;
  /** Comparisons per finding, and of those how many have no verdict yet. */
  readonly findings: readonly { readonly kind: FindingKind; readonly count: number; readonly open: number }[];
  /** Rows with a verdict. */
  readonly reviewed: number;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly principles: readonly PrincipleFigures[];
  readonly members: Figures['members'];
  /** Objectives of the file, with the column of each; none where it has fewer than two. */
  readonly objectives: readonly OverviewObjective[];
  /** What the audit cost; null before the first. */
  readonly work: Figures['work'] | null;
  /** A new audit that is being made in the background, or null. */
  readonly refit: RefitState | null;
}

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

/** A value of a column and how many comparisons have it. */
export interface ColumnValue {
  readonly value: string;
  readonly count: number;
}

/** A column of the table: its SQL name and type, and what it holds. */
export interface ColumnInfo {
  readonly name: string;
  readonly type: string;
  readonly about: string;
}

/** Requests that the webview may send; the host passes them on unopened. */
export const windowRequest = new RequestType<WindowParams, WindowResult, void>('window');
export const detailRequest = new RequestType<
  OnDocument & { readonly rows: readonly number[] },
  readonly RowDetail[],
  void
>('detail');
export const overviewRequest = new RequestType<OnDocument, Overview, void>('overview');
/** Position of a row in a view, or null if the view does not hold it. */
export const locateRequest = new RequestType<
  OnDocument & { readonly view: View; readonly row: number },
  number | null,
  void
>('locate');
/** Position of the first row at or after `start` (wrapping round) that has no verdict, or null. */
export const nextOpenRequest = new RequestType<
  OnDocument & { readonly view: View; readonly start: number },
  number | null,
  void
>('nextOpen');
/** What the report draws of the last audit, or null before the first. */
export const reportRequest = new RequestType<OnDocument, ReportData | null, void>('report');

/**
 * Why the ensemble judged a row as it did: by the last audit, as it was decided then. Null before the first audit and for
 * rows that it did not judge. The first answer takes some seconds, as heads are fitted again; later ones much less.
 */
export const explainRequest = new RequestType<OnDocument & { readonly row: number }, Explanation | null, void>(
  'explain',
);

/** Columns that a SQL condition may name, for completion. */
export const columnsRequest = new RequestType<OnDocument, readonly ColumnInfo[], void>('columns');
/** The commonest values of a column, for completion: of lists each element counts. Empty for columns of numbers. */
export const valuesRequest = new RequestType<OnDocument & { readonly column: string }, readonly ColumnValue[], void>(
  'values',
);

/** Rows of a part of a view, for a selection. */
export const rowsRequest = new RequestType<
  OnDocument & { readonly view: View; readonly start: number; readonly count: number },
  readonly number[],
  void
>('rows');

/** Methods of the requests above. */
export const readRequests: readonly string[] = [
  windowRequest.method,
  detailRequest.method,
  overviewRequest.method,
  locateRequest.method,
  nextOpenRequest.method,
  reportRequest.method,
  explainRequest.method,
  columnsRequest.method,
  valuesRequest.method,
  rowsRequest.method,
];

/** Requests of the host alone. */
export const openRequest = new RequestType<OpenParams, Opened, void>('open');
export const closeRequest = new RequestType<OnDocument & { readonly keepJournal: boolean }, null, void>('close');
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
/** All decisions, as soon as the review file was read. */
export const decisionsRequest = new RequestType<
  OnDocument,
  readonly (readonly [row: number, decision: Decision])[],
  void
>('decisions');
/** The rows of a scope, by label; answers when searches and indexing that they depend on are done. */
export const scopeRequest = new RequestType<OnDocument & { readonly scope: Scope }, ScopeRows, void>('scope');
/** Writes the records of a scope to a file. */
export const exportRequest = new RequestType<ExportParams, Exported, void>('export');
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
export const saveRequest = new RequestType<
  OnDocument & { readonly path: string | null; readonly overwrite: boolean },
  Saved,
  void
>('save');
export const revertRequest = new RequestType<OnDocument, Opened, void>('revert');
export const backupRequest = new RequestType<OnDocument & { readonly path: string }, null, void>('backup');
export const outsideChangeRequest = new RequestType<OnDocument, OutsideChange, void>('outsideChange');
/** Which members judge, beside those that need no weights. */
export interface MemberChoice {
  /** Folder of installed models (default: the user's own). */
  readonly modelsFolder?: string;
  /** What runs them (default: the fastest that works). */
  readonly device?: Device;
  /** Ids of members to leave out, built-in ones included. */
  readonly without?: readonly string[];
  /** Columns of the file that are evidence, or are left out: `NAME` or `NAME:USE`. */
  readonly columns?: readonly string[];
  /** Comparisons above which heads are fitted on a sample of about so many (default: 20,000). */
  readonly fitSample?: number;
}

export interface AuditParams extends OnDocument {
  readonly seed: number;
  /** Token under which progress is reported. */
  readonly progress: string;
  readonly members?: MemberChoice;
}

export const auditRequest = new RequestType<AuditParams, Figures, void>('audit');
/** Writes the audit's HTML report to a path. */
export const writeReportRequest = new RequestType<OnDocument & { readonly path: string }, null, void>('writeReport');
/** All rows of a finding that the tree shows, a page at a time, best score first. */
export const findingsRequest = new RequestType<
  OnDocument & { readonly finding: FindingKind; readonly start: number; readonly count: number },
  readonly ListItem[],
  void
>('findings');
export const doctorRequest = new RequestType<Pick<MemberChoice, 'modelsFolder'>, string, void>('doctor');
/** For tests: ends the engine process at once, as a crash would. */
export const crashRequest = new RequestType<void, null, void>('crash');

/** Progress of an audit, under the token given in the request. */
export const auditProgress = new ProgressType<AuditProgress>();

/**
 * The overview changed: rows indexed, decisions, audit. At most ten times a second. Rows that look different now; null: any
 * may; empty: none, but there are more of them (indexed, or found by a search).
 */
export const changedNotification = new NotificationType<OnDocument & { readonly rows: readonly number[] | null }>(
  'changed',
);

/** `ResponseError` code of a request that its caller cancelled. */
export const cancelledCode = -32800;
/** `ResponseError` code for an error whose message is for the user. */
export const userErrorCode = -32050;
/** `ResponseError` code when a save would overwrite somebody else's change. */
export const outsideChangeCode = -32051;
