import { ProgressType, RequestType } from 'vscode-jsonrpc';
import type { AuditProgress } from '../audit/audit.ts';
import type { ReportData } from '../audit/reportData.ts';
import type { Figures } from '../reward/figures.ts';
import type { FindingKind } from '../reward/finding.ts';
import type { Device } from '../reward/onnx/device.ts';
import type { OnDocument } from './onDocument.ts';
import type { ListItem } from './rows.ts';

/** What the report draws of the last audit, or null before the first. */
export const reportRequest = new RequestType<OnDocument, ReportData | null, void>('report');

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

/** Progress of an audit, under the token given in the request. */
export const auditProgress = new ProgressType<AuditProgress>();
