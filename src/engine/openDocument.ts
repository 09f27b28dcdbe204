import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Audit } from '../audit/audit.ts';
import type { StoredAudit } from '../audit/auditStore.ts';
import { verdictRecord } from '../audit/verdictRecord.ts';
import type { FileDataset } from '../dataset/fileDataset.ts';
import type { KeyIndex } from '../dataset/keyIndex.ts';
import { openDataset } from '../dataset/openDataset.ts';
import type { Row } from '../dataset/row.ts';
import { sidecarPath } from '../dataset/sidecar.ts';
import { type Decision, isUndecided, undecided, type Verdict } from '../edits/decision.ts';
import type { OpenParams } from '../protocol/engine.ts';
import { ComparisonTable } from '../table/comparisonTable.ts';
import { EditedRows } from './editedRows.ts';
import { FactsReading } from './factsReading.ts';
import { type LeftSession, leftSessions } from './leftSession.ts';
import { Lock } from './lock.ts';
import { PinnedViews } from './pinnedViews.ts';
import { RandomChecks } from './randomChecks.ts';
import { Reviewers } from './reviewers.ts';
import { Searches } from './searches.ts';
import { Session } from './session.ts';
import { type LabelledRow, ShownAudit } from './shownAudit.ts';
import { RowThrottle } from './throttle.ts';
import { readRows, type TouchedLine, TouchedRows } from './touchedRows.ts';
import { UserError } from './userError.ts';
import { ViewCache } from './viewRows.ts';
import type { FactsBatch, TaskFile } from './workerTask.ts';

/** What a document needs of the engine around it. */
export interface Surroundings {
  /** Rows changed; null: any, empty: counts only. */
  readonly notify: (rows: readonly number[] | null) => void;
  /** Whether a document of that id is open in this process. */
  readonly isOpen: (doc: string) => boolean;
}

/** Up to so many rows are read when they are touched. */
const singly = 64;
/** Rows that are read at once to compare them with the audit. */
const staleBatch = 1024;

/** Key and occurrence under which the review file knows a row. */
export interface SidecarRef {
  readonly key: string;
  readonly occurrence: number;
}

/**
 * A document that the host has open: the dataset, its table, and the decisions of this session. Reading is in
 * `reading.ts`, deciding in `deciding.ts`, saving in `saving.ts`, the audit in `auditing.ts`.
 */
export class OpenDocument {
  /** What waits its turn: decisions, save, revert. */
  readonly turns = new Lock();
  readonly touched = new TouchedRows();
  readonly decisions = new Map<number, Decision>();
  readonly sidecarRefs = new Map<number, SidecarRef>();
  /** What several reviewers said, by the review file. */
  readonly reviewers = new Reviewers();
  readonly checks: RandomChecks;
  readonly session: Session;
  readonly views: ViewCache;
  /** The order that editors hold on to when the audit is replaced. */
  readonly pinned = new PinnedViews(row => {
    const verdict = this.decisions.get(row)?.verdict ?? null;
    return verdict === null || verdict === 'later';
  });

  #dataset: FileDataset;
  #hasSidecar: boolean;
  readonly #saved = new Map<number, Decision>();
  readonly #around: Surroundings;
  readonly #searches: Searches;
  readonly #throttle: RowThrottle;
  /** One per loading of the file: what was begun on an earlier one must not be shown on the next. */
  #generation = new AbortController();
  readonly #facts: FactsReading;
  readonly #shown = new ShownAudit();
  #dataVersion = 0;
  #decisionVersion = 0;
  readonly #closing = new AbortController();

  private constructor(
    readonly params: OpenParams,
    dataset: FileDataset,
    readonly table: ComparisonTable,
    hasSidecar: boolean,
    around: Surroundings,
  ) {
    this.#dataset = dataset;
    this.#hasSidecar = hasSidecar;
    this.#around = around;
    this.session = new Session(params.storage, params.path, params.doc);
    this.#throttle = new RowThrottle(around.notify);
    this.#searches = new Searches(() => this.#throttle.add([]));
    this.#facts = new FactsReading({
      take: async batch => {
        await table.addFacts(batch.facts);
        await this.adoptDecisions(batch);
      },
      renewed: () => {
        this.#dataVersion++;
        this.announce([]);
      },
    });
    const document = this;
    this.checks = new RandomChecks({
      table,
      decisions: this.decisions,
      get keys() {
        return document.keys;
      },
      get dataVersion() {
        return document.#dataVersion;
      },
      get facts() {
        return document.facts;
      },
    });
    const edited = new EditedRows({
      decisions: this.decisions,
      get decisionVersion() {
        return document.#decisionVersion;
      },
      readRows: rows => this.readRows(rows),
    });
    this.views = new ViewCache({
      table,
      pinned: this.pinned,
      get rowCount() {
        return document.dataset.rowCount;
      },
      get indexed() {
        return document.dataset.indexed;
      },
      get factsComplete() {
        return document.#facts.complete;
      },
      get dataVersion() {
        return document.#dataVersion;
      },
      get decisionVersion() {
        return document.#decisionVersion;
      },
      get keys() {
        return document.keys;
      },
      checks: this.checks,
      reviewers: this.reviewers,
      search: words => edited.over(this.#searches.find(this.file, words), words),
    });
  }

  /** Opens the file; facts are read in the background. */
  static async open(params: OpenParams, around: Surroundings, signal?: AbortSignal): Promise<OpenDocument> {
    let document: OpenDocument | undefined;
    const dataset = await openDataset(params.path, {
      ...fileOptions(params),
      ...(signal === undefined ? {} : { signal }),
      onProgress: () => document?.announce([]),
    });
    try {
      const table = await ComparisonTable.open({ storage: join(params.storage, 'table') });
      document = new OpenDocument(params, dataset, table, await exists(sidecarPath(dataset.path)), around);
    } catch (error) {
      await dataset.close();
      throw error;
    }
    document.#start();
    return document;
  }

  get dataset(): FileDataset {
    return this.#dataset;
  }

  /** The last audit, or null. */
  get audit(): Audit | null {
    return this.#shown.audit;
  }

  /** What was decided about rows when they were audited. */
  get auditedDecisions(): ReadonlyMap<number, string> {
    return this.#shown.decided;
  }

  /** Rows whose label or texts have changed since the audit. */
  get staleRows(): ReadonlySet<number> {
    return this.#shown.staleRows;
  }

  /** Raised when the document closes. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Raised when the file is loaded anew. */
  get reloading(): AbortSignal {
    return this.#generation.signal;
  }

  /** True when all facts, and with them the decisions of the review file, were read. */
  get factsComplete(): boolean {
    return this.#facts.complete;
  }

  /** Keys of the rows so far; complete when `facts` settles. */
  get keys(): KeyIndex {
    return this.#facts.keys;
  }

  /** True if there is a review file beside the dataset. */
  get hasSidecar(): boolean {
    return this.#hasSidecar;
  }

  /** The file as a worker opens it. */
  get file(): TaskFile {
    return { path: this.params.path, ...fileOptions(this.params) };
  }

  /** Settles when all facts are in the table; rejects if the file could not be read to its end. */
  get facts(): Promise<void> {
    return this.#facts.done;
  }

  /** Rows in the order asked for, touched ones as they were before they were touched. */
  readRows(rows: readonly number[]): Promise<Row[]> {
    return readRows(this.#dataset, this.touched, rows);
  }

  /** Keeps rows as they are before they are changed. Answers those touched for the first time. */
  async touch(rows: readonly number[]): Promise<TouchedLine[]> {
    // Where there are many, the table knows their keys, and reading them all would take a while.
    const added =
      rows.length > singly && this.#facts.complete
        ? this.touched.note(await this.table.keysAndLabels(rows))
        : await this.touched.keep(this.#dataset, rows);
    for (const row of added) this.#saved.set(row, this.decisions.get(row) ?? undecided);
    return added.map(row => this.touched.line(row, this.decisions.get(row)));
  }

  /** All touched rows, with the decisions of the last save. */
  touchedLines(): TouchedLine[] {
    return [...this.touched.rows()].map(row => this.touched.line(row, this.#saved.get(row)));
  }

  /** Takes over a row that another session had touched. */
  adopt(line: TouchedLine): void {
    const { row, before } = line;
    this.touched.adopt(this.#dataset, line);
    this.#saved.set(row, before ?? undecided);
    if (before === null) this.decisions.delete(row);
    else this.decisions.set(row, before);
  }

  /** The decision about a touched row at the last save. */
  savedDecision(row: number): Decision {
    return this.#saved.get(row) ?? undecided;
  }

  /** Notes that all decisions are on disk. */
  async saved(): Promise<void> {
    for (const row of this.touched.rows()) this.#saved.set(row, this.decisions.get(row) ?? undecided);
    this.#hasSidecar = await exists(sidecarPath(this.#dataset.path));
    await this.session.saved(this.touchedLines(), this.#dataset.fingerprint);
  }

  /** Notes that the review file was written. */
  async sidecarChanged(): Promise<void> {
    this.#hasSidecar = await exists(sidecarPath(this.#dataset.path));
  }

  /** Sessions that crashes left behind for this file, latest first. */
  leftSessions(): Promise<LeftSession[]> {
    return leftSessions(this.params.storage, this.params.path, this.#around.isOpen);
  }

  /** Tells the host that rows changed (null: any; none: counts only). */
  announce(rows: readonly number[] | null): void {
    this.#throttle.add(rows);
  }

  /** Shows an audit, whose columns are in the table already. */
  async setAudit(stored: StoredAudit): Promise<void> {
    this.#shown.set(stored);
    await this.#markStale([...new Set([...stored.decided.keys(), ...this.decisions.keys()])]);
    this.#dataVersion++;
    this.announce(null);
  }

  /** Brings the verdict columns in line with the decisions about these rows, and announces them. */
  async decided(rows: readonly number[]): Promise<void> {
    const records = rows.flatMap(row => {
      const decision = this.decisions.get(row);
      return decision === undefined ? [] : (verdictRecord(row, decision) ?? []);
    });
    await this.table.setVerdicts(rows, records);
    await this.#markStale(rows);
    this.#decisionVersion++;
    this.announce(rows);
  }

  /**
   * Opens the file anew, as it is on disk, and forgets what was decided since the last save. If it can't be opened, nothing
   * is forgotten.
   */
  async restart(): Promise<void> {
    const dataset = await openDataset(this.params.path, {
      ...fileOptions(this.params),
      onProgress: () => this.announce([]),
    });
    await this.session.forget();
    this.#generation.abort(new UserError('The file was loaded anew while it was being audited. Run the audit again.'));
    this.#generation = new AbortController();
    await this.#facts.stop();
    this.#searches.clear();
    const before = this.#dataset;
    this.#dataset = dataset;
    this.#hasSidecar = await exists(sidecarPath(dataset.path));
    const decided = [...this.decisions.keys()];
    for (const kept of [this.decisions, this.sidecarRefs, this.reviewers, this.touched, this.#saved]) kept.clear();
    this.#shown.clear();
    this.pinned.clear();
    await this.table.clearFacts();
    await this.decided(decided);
    await before.close();
    this.#start();
    this.#dataVersion++;
    this.announce(null);
  }

  /** Ends everything that runs for the document. Its session's files stay where asked for. */
  async close({ keep }: { readonly keep: boolean }): Promise<void> {
    this.#closing.abort();
    const read = this.#facts.stop();
    this.#searches.clear();
    this.#throttle.dispose();
    await this.turns.run(() => this.session.close({ keep }));
    await read;
    await this.table.close();
    await this.#dataset.close();
  }

  /** Compares what is decided now with what was when the rows were audited. */
  async #markStale(rows: readonly number[]): Promise<void> {
    if (this.audit === null) return;
    // Only what says something of the label must be compared with the one that the record holds.
    const asked = rows.filter(row => isLabel(this.decisions.get(row)?.verdict ?? null));
    const unread = new Set(asked);
    this.#shown.compare(
      rows.filter(row => !unread.has(row)).map(row => ({ row, recorded: null })),
      this.decisions,
    );
    for (let start = 0; start < asked.length; start += staleBatch) {
      const read = await this.readRows(asked.slice(start, start + staleBatch));
      this.#shown.compare(read.map(labelled), this.decisions);
    }
  }

  #start(): void {
    this.#facts.start(this.file, this.params.reviewer);
    this.#dataset.ready.then(
      () => this.announce([]),
      () => undefined,
    );
  }

  /** Takes over what the review file says, but for rows that this session has touched. Answers the rows that it was of. */
  async adoptDecisions({ decided, reviews }: Pick<FactsBatch, 'decided' | 'reviews'>): Promise<number[]> {
    for (const { row, said } of reviews) this.reviewers.set(row, said);
    const rows: number[] = [];
    for (const { row, decision, key, occurrence } of decided) {
      this.sidecarRefs.set(row, { key, occurrence });
      if (this.touched.has(row) || isUndecided(decision)) continue;
      this.decisions.set(row, decision);
      rows.push(row);
    }
    if (rows.length > 0) await this.decided(rows);
    return rows;
  }
}

function isLabel(verdict: Verdict | null): boolean {
  return verdict !== null && verdict !== 'later' && verdict !== 'drop';
}

function labelled(row: Row): LabelledRow {
  return { row: row.row, recorded: row.kind === 'comparison' ? row.comparison.label : null };
}

function fileOptions({ format, map, storage }: OpenParams): Omit<TaskFile, 'path'> {
  return { storage, ...(format === undefined ? {} : { format }), ...(map === undefined ? {} : { map }) };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
