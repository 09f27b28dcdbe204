import type { MessagePort } from 'node:worker_threads';
import type { Audit, AuditProgress } from '../audit/audit.ts';
import type { AuditModels } from '../audit/auditModels.ts';
import type { ChunkBasis } from '../audit/streamed/judgedChunk.ts';
import type { WrittenRows } from '../dataset/addedRecords.ts';
import type { FieldMap } from '../dataset/fieldMap.ts';
import type { PairPolicy } from '../dataset/pairPolicy.ts';
import type { Decision } from '../edits/decision.ts';
import type { EditedConstitution } from '../principles/edit/editedConstitution.ts';
import type { EditedFigures } from '../principles/edit/editedFigures.ts';
import type {
  LanguageModelChoice,
  PrinciplesEstimate,
  PrinciplesProgress,
  PrinciplesRun,
} from '../protocol/languageModels.ts';
import type { ReviewerVerdict } from '../protocol/rows.ts';
import type { TrainingParams, TrainingWritten } from '../protocol/training.ts';
import type { Judged } from '../reward/explain/explainer.ts';
import type { ExplainRecipe } from '../reward/explain/headRecipe.ts';
import type { Explanation } from '../reward/explanation.ts';
import type { KnownVotes } from './principles/knownVotes.ts';

/** How a worker opens the dataset: it reads the file itself. */
export interface TaskFile {
  readonly path: string;
  readonly format?: string;
  readonly map?: FieldMap;
  readonly pairs?: PairPolicy;
  /** Records that saves added: they come with the task where they play a part. */
  readonly written?: WrittenRows;
  readonly storage: string;
}

/** Reads all rows and posts their facts, with the decisions that the review file holds about them. */
export interface FactsTask {
  readonly kind: 'facts';
  readonly file: TaskFile;
  /** Whose decisions of the review file come first. */
  readonly reviewer: string;
  /** Text to read in place of the review file; decisions alone are posted then, and no facts. */
  readonly review?: string;
  /** Short keys of all rows, where their facts are known: decisions alone are posted, and only their rows read. */
  readonly known?: Float64Array;
  /** Path of a file to write the facts to, as they are posted. */
  readonly lines?: string;
}

/** Keeps the facts of a file for its next opening. */
export interface KeepFactsTask {
  readonly kind: 'keep-facts';
  readonly file: TaskFile;
  /** Number of the file's rows. */
  readonly rows: number;
  readonly from:
    | { readonly kind: 'read'; readonly lines: string }
    /** Facts that were kept of the file before a save, and the rows that it changed. */
    | { readonly kind: 'changed'; readonly others: string; readonly changed: readonly number[] };
  /** Where they are kept: see `factsPlace`. */
  readonly target: string;
}

/** A decision that the review file holds about a row. */
export interface DecidedRow {
  readonly row: number;
  readonly decision: Decision;
  /** Key and occurrence of its entry in the review file. */
  readonly key: string;
  readonly occurrence: number;
}

/** What reviewers said of a row, where more than one did. */
export interface ReviewedRow {
  readonly row: number;
  readonly said: readonly ReviewerVerdict[];
}

/** What a facts task posts. */
export interface FactsBatch {
  /** Facts of the next rows as `factsLines` writes them, with the rows' short keys; null where decisions alone are asked for. */
  readonly facts: { readonly lines: string; readonly keys: Float64Array } | null;
  readonly decided: readonly DecidedRow[];
  readonly reviews: readonly ReviewedRow[];
}

/** Reads all rows and posts those in which every word occurs. */
export interface SearchTask {
  readonly kind: 'search';
  readonly file: TaskFile;
  readonly words: readonly string[];
}

/** Holds the dataset for one audit after another and for explanations; ends only with its worker. */
export interface JudgeTask {
  readonly kind: 'judge';
  readonly file: TaskFile;
}

/** What an audit is of, beside the file. */
export interface AuditBasis {
  readonly decisions: readonly (readonly [row: number, decision: Decision])[];
  /** Bytes (base64) of touched rows as they were first read: decisions are in terms of these. */
  readonly originals: readonly (readonly [row: number, bytes: string])[];
  /** Comparisons that the reviewer added, in the order of the file, with their records as they were added. */
  readonly added: readonly (readonly [row: number, after: number, record: string])[];
  /** Where the file holds some of those. */
  readonly written: WrittenRows;
}

/** A constitution that is to be evaluated, with votes that need not be cast again. */
export interface ConstitutionOrder {
  readonly constitution: EditedConstitution;
  readonly seed: number;
  /** Rows with a suspect label. */
  readonly suspect: readonly number[];
  readonly known: KnownVotes;
  /** Votes of conditions: rows and, along them, votes. */
  readonly conditions: readonly {
    readonly condition: string;
    readonly rows: Int32Array;
    readonly votes: Int8Array;
  }[];
  /** Conditions that voted just now, and sentences that a model voted on just now. */
  readonly fresh: readonly string[];
}

/** What came of it: rules that were voted on now, and those with votes. */
export interface EvaluatedConstitution {
  readonly figures: EditedFigures;
  readonly revoted: number;
  readonly of: number;
}

/** What a worker with a judge task is asked. Audits are done in turn; explanations are answered between their steps. */
export type JudgeQuestion =
  | {
      readonly ask: 'audit';
      readonly id: number;
      readonly basis: AuditBasis;
      readonly seed: number;
      readonly models: AuditModels;
      /** Nobody waits for it: the machine's other work comes first. */
      readonly background: boolean;
    }
  | { readonly ask: 'explain'; readonly id: number; readonly audit: number; readonly judged: Judged }
  | { readonly ask: 'constitution'; readonly id: number; readonly basis: AuditBasis; readonly order: ConstitutionOrder }
  /** Tells of an audit that another worker made, to explain it. */
  | { readonly ask: 'load'; readonly audit: number; readonly basis: AuditBasis; readonly recipe: ExplainRecipe }
  /** Nobody will ask to explain this audit any more. */
  | { readonly ask: 'forget'; readonly audit: number }
  | { readonly ask: 'cancel'; readonly id: number };

/** What it answers; `rows` come in parts, as batches. An audit is known by the id of its question from then on. */
export type JudgeAnswer = { readonly id: number } & (
  | { readonly kind: 'progress'; readonly progress: AuditProgress }
  | { readonly kind: 'rows'; readonly rows: Audit['rows'] }
  /** The audit without its rows, when all of them are on their way; `held` bytes of memory are kept for the next. */
  | { readonly kind: 'audited'; readonly head: Omit<Audit, 'rows'>; readonly held: number }
  | { readonly kind: 'explained'; readonly explanation: Explanation | null }
  | { readonly kind: 'evaluated'; readonly evaluated: EvaluatedConstitution }
  | { readonly kind: 'failed'; readonly message: string; readonly forUser: boolean }
);

/** Judges chunks of a file by an ensemble that was fitted; ends only with its worker. */
export interface ChunksTask {
  readonly kind: 'chunks';
  readonly basis: ChunkBasis;
}

/** Tries what the machine offers and posts a report. */
export interface DoctorTask {
  readonly kind: 'doctor';
  readonly modelsFolder: string | undefined;
}

/** Writes rows to a file of their own and posts what it wrote. */
export interface ExportTask {
  readonly kind: 'export';
  readonly file: TaskFile;
  readonly rows: Int32Array;
  readonly target: string;
  /** Applied to the records; empty: they are written as they are. */
  readonly decisions: AuditBasis['decisions'];
  readonly originals: AuditBasis['originals'];
  readonly added: AuditBasis['added'];
  /** Four shared bytes: set to 1, it stops and removes what it wrote. */
  readonly stop: SharedArrayBuffer;
}

/** What an export task posts. */
export interface ExportBatch {
  readonly written: number;
  readonly notExpressed: number;
}

/** Has a language model propose principles and vote, and keeps what it said; or only estimates what that takes. */
export interface PrinciplesTask {
  readonly kind: 'principles';
  readonly file: TaskFile;
  readonly basis: AuditBasis;
  readonly model: LanguageModelChoice;
  /** The other end of a model of the editor; null for a server's. */
  readonly port: MessagePort | null;
  readonly seed: number;
  /** Most tokens, in and out together; null: no bound. */
  readonly budget: number | null;
  /** Most comparisons that the model reads. */
  readonly most: number;
  /** Most questions at one time. */
  readonly atOnce: number;
  /** Rows with a suspect label: nothing is proposed from them. */
  readonly suspect: readonly number[];
  /** Models on this machine, of which an encoder tells which proposals say the same; null: words do. */
  readonly models: AuditModels | null;
  readonly estimateOnly: boolean;
  /** Sentences to vote on, and nothing else: they are the user's own, and their votes are kept apart. Null: a whole run. */
  readonly only: readonly string[] | null;
  /** Four shared bytes: set to 1, it keeps the answers that are on their way and stops. */
  readonly stop: SharedArrayBuffer;
}

/** What a principles task posts. */
export type PrinciplesBatch =
  | { readonly kind: 'progress'; readonly progress: PrinciplesProgress }
  | { readonly kind: 'estimate'; readonly estimate: PrinciplesEstimate }
  | { readonly kind: 'run'; readonly run: PrinciplesRun };

/** Takes in another program's principles and votes, and keeps those on the document's comparisons. */
export interface ImportTask {
  readonly kind: 'import';
  readonly file: TaskFile;
  readonly basis: AuditBasis;
  /** Absolute path of a file or folder. */
  readonly path: string;
}

/** Tells the document's principles beside those of another file, as Markdown. */
export interface CompareTask {
  readonly kind: 'compare';
  readonly file: TaskFile;
  readonly basis: AuditBasis;
  /** Absolute path of the other file. */
  readonly other: string;
  readonly seed: number;
}

/** Splits the labels of the file by a column. */
export interface SplitTask {
  readonly kind: 'split';
  readonly file: TaskFile;
  /** What the audit is of. */
  readonly basis: AuditBasis;
  /** `stored`: as it is kept for the file. */
  readonly audit: Audit | 'stored';
  /** Null: by a column that is a context, if there is one. */
  readonly column: string | null;
}

/** Exports comparisons for training. */
export interface TrainingTask {
  readonly kind: 'training';
  readonly file: TaskFile;
  readonly params: TrainingParams;
  /** Null: all. */
  readonly rows: Int32Array | null;
  /** `stored`: as it is kept for the file. */
  readonly audit: Audit | 'stored' | null;
  readonly decisions: AuditBasis['decisions'];
  readonly originals: AuditBasis['originals'];
  readonly added: AuditBasis['added'];
  /** Four shared bytes: set to 1, it stops and removes what it wrote. */
  readonly stop: SharedArrayBuffer;
}

/** What a training task posts. */
export type TrainingBatch =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'written'; readonly written: TrainingWritten };

export type Task =
  | SplitTask
  | TrainingTask
  | CompareTask
  | ImportTask
  | PrinciplesTask
  | FactsTask
  | KeepFactsTask
  | SearchTask
  | JudgeTask
  | ChunksTask
  | DoctorTask
  | ExportTask;

/** What a worker posts: batches, then `done` or `failed`. */
export type TaskMessage<T> =
  | { readonly kind: 'batch'; readonly batch: T }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string; readonly forUser: boolean };
