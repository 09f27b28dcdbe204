import type { AuditProgress } from '../audit/audit.ts';
import type { AuditModels } from '../audit/auditModels.ts';
import type { FieldMap } from '../dataset/fieldMap.ts';
import type { Decision } from '../edits/decision.ts';
import type { Judged } from '../reward/explain/explainer.ts';
import type { ExplainRecipe } from '../reward/explain/headRecipe.ts';
import type { Explanation } from '../reward/explanation.ts';
import type { Facts } from '../table/records.ts';

/** How a worker opens the dataset: it reads the file itself. */
export interface TaskFile {
  readonly path: string;
  readonly format?: string;
  readonly map?: FieldMap;
  readonly storage: string;
}

/** Reads all rows and posts their facts, with the decisions that the review file holds about them. */
export interface FactsTask {
  readonly kind: 'facts';
  readonly file: TaskFile;
  /** Whose decisions of the review file come first. */
  readonly reviewer: string;
}

/** A decision that the review file holds about a row. */
export interface DecidedRow {
  readonly row: number;
  readonly decision: Decision;
  /** Key and occurrence of its entry in the review file. */
  readonly key: string;
  readonly occurrence: number;
}

/** What a facts task posts. */
export interface FactsBatch {
  readonly facts: readonly Facts[];
  readonly decided: readonly DecidedRow[];
}

/** Reads all rows and posts those in which every word occurs. */
export interface SearchTask {
  readonly kind: 'search';
  readonly file: TaskFile;
  readonly words: readonly string[];
}

/** Runs the audit with the reviewer's decisions and posts its result. */
export interface AuditTask {
  readonly kind: 'audit';
  readonly file: TaskFile;
  readonly decisions: readonly (readonly [row: number, decision: Decision])[];
  /** Bytes (base64) of touched rows as they were first read: decisions are in terms of these. */
  readonly originals: readonly (readonly [row: number, bytes: string])[];
  readonly seed: number;
  readonly models: AuditModels;
}

/** Reads what an audit was of and then explains rows, one after another, as they are asked for. */
export interface ExplainTask {
  readonly kind: 'explain';
  readonly file: TaskFile;
  /** Decisions as they were when the audit was made. */
  readonly decisions: AuditTask['decisions'];
  readonly originals: AuditTask['originals'];
  readonly recipe: ExplainRecipe;
}

/** A question to a worker with an explain task. */
export interface ExplainQuestion {
  readonly id: number;
  readonly judged: Judged;
}

/** Its answer; `error` says why there is none. */
export type ExplainAnswer = { readonly id: number } & (
  | { readonly explanation: Explanation | null }
  | { readonly error: string }
);

/** Tries what the machine offers and posts a report. */
export interface DoctorTask {
  readonly kind: 'doctor';
  readonly modelsFolder: string | undefined;
}

export type Task = FactsTask | SearchTask | AuditTask | ExplainTask | DoctorTask;

/** What a worker posts: batches, then `done` or `failed`. */
export type TaskMessage<T> =
  | { readonly kind: 'batch'; readonly batch: T }
  | { readonly kind: 'progress'; readonly progress: AuditProgress }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string; readonly forUser: boolean };
