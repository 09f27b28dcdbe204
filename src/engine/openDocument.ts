import { join } from 'node:path';
import type { Audit, AuditedRow } from '../audit/audit.ts';
import type { StoredAudit } from '../audit/auditStore.ts';
import { verdictRecord } from '../audit/verdictRecord.ts';
import type { WrittenRows } from '../dataset/addedRecords.ts';
import type { FileDataset } from '../dataset/fileDataset.ts';
import type { KeyIndex } from '../dataset/keyIndex.ts';
import type { Row } from '../dataset/row.ts';
import { isAdded } from '../edits/addition.ts';
import { type Decision, undecided } from '../edits/decision.ts';
import { ReviewChange } from '../edits/reviewChange.ts';
import type { OpenParams } from '../protocol/opening.ts';
import { ComparisonTable } from '../table/comparisonTable.ts';
import { AddedRows } from './addedRows.ts';
import { adoptDecisions } from './adoptDecisions.ts';
import { documentViews } from './documentViews.ts';
import { FactsReading } from './factsReading.ts';
import type { FilePlaces } from './filePlaces.ts';
import { followAdded } from './followAdded.ts';
import { KeptFacts } from './keptFacts.ts';
import { knownKeys } from './knownKeys.ts';
import { type LeftSession, leftSessions } from './leftSession.ts';
import { LoadedFile } from './loadedFile.ts';
import { Lock } from './lock.ts';
import { markStale } from './markStale.ts';
import { PinnedViews } from './pinnedViews.ts';
import type { RandomChecks } from './randomChecks.ts';
import { Reviewers } from './reviewers.ts';
import { Searches } from './searches.ts';
import { Session } from './session.ts';
import { ShownAudit } from './shownAudit.ts';
import type { SidecarRef } from './sidecarRef.ts';
import type { TaskFile } from './taskTypes/taskFile.ts';
import { RowThrottle } from './throttle.ts';
import { readRows, TouchedRows } from './touchedRows.ts';
import { touchedLines } from './touching.ts';
import type { ViewCache } from './viewRows.ts';

/** What a document needs of the engine around it. */
export interface Surroundings {
  /** Rows changed; null: any, empty: counts only. */
  readonly notify: (rows: readonly number[] | null) => void;
  /** Whether a document of that id is open in this process. */
  readonly isOpen: (doc: string) => boolean;
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
  /** What was decided about touched rows at the last save. */
  readonly savedDecisions = new Map<number, Decision>();
  readonly sidecarRefs = new Map<number, SidecarRef>();
  /** What several reviewers said, by the review file. */
  readonly reviewers = new Reviewers();
  /** Lines of other reviewers that the next save writes into the review file, or takes out of it. */
  review = ReviewChange.none;
  readonly checks: RandomChecks;
  readonly session: Session;
  /** They grow with facts and audits, and with decisions: what was made of an earlier version is made anew. */
  readonly versions = { data: 0, decisions: 0 };
  readonly views: ViewCache;
  /** Comparisons that the reviewer added. */
  readonly added = new AddedRows();
  /** The order that editors hold on to when the audit is replaced. */
  readonly pinned = new PinnedViews(row => {
    const verdict = this.decisions.get(row)?.verdict ?? null;
    return verdict === null || verdict === 'later';
  }, this.added.compare);

  #loaded: LoadedFile;
  readonly #around: Surroundings;
  readonly #searches: Searches;
  readonly #throttle: RowThrottle;
  readonly #kept = new KeptFacts();
  readonly #facts: FactsReading;
  readonly #shown = new ShownAudit();
  readonly #closing = new AbortController();

  private constructor(
    readonly params: OpenParams,
    loaded: LoadedFile,
    readonly table: ComparisonTable,
    around: Surroundings,
  ) {
    this.#loaded = loaded;
    this.#around = around;
    this.session = new Session(params.storage, params.path, params.doc);
    this.#throttle = new RowThrottle(around.notify);
    this.#searches = new Searches(() => this.#throttle.add([]));
    this.#facts = new FactsReading(
      {
        take: async batch => {
          if (batch.facts !== null) await table.addFactsLines(batch.facts.lines);
          await adoptDecisions(this, batch);
        },
        renewed: () => {
          this.versions.data++;
          this.announce([]);
        },
      },
      this.#kept,
    );
    ({ checks: this.checks, views: this.views } = documentViews(this, this.#searches));
  }

  /** Opens the file; facts are read in the background. */
  static async open(params: OpenParams, around: Surroundings, signal?: AbortSignal): Promise<OpenDocument> {
    let document: OpenDocument | undefined;
    const loaded = await LoadedFile.open(params, {
      onProgress: () => document?.announce([]),
      ...(signal === undefined ? {} : { signal }),
    });
    try {
      const storage = join(params.storage, 'table');
      const table = await ComparisonTable.open({ storage, facts: await loaded.keptFacts() });
      document = new OpenDocument(params, loaded, table, around);
    } catch (error) {
      await loaded.close();
      throw error;
    }
    document.#start(knownKeys(document.table, loaded.dataset));
    return document;
  }

  /** Rows of the file so far, and those that were added. */
  get rowCount(): number {
    return this.dataset.rowCount + this.added.size;
  }

  /** True if there is such a row (yet). */
  has(row: number): boolean {
    return isAdded(row) ? this.added.has(row) : Number.isInteger(row) && row >= 0 && row < this.dataset.rowCount;
  }

  /** Records of added comparisons that the file holds. */
  get written(): WrittenRows {
    return this.#loaded.written;
  }

  /** Where rows stand in the file on disk. */
  get places(): FilePlaces {
    return this.#loaded.places;
  }

  get dataset(): FileDataset {
    return this.#loaded.dataset;
  }

  /** The last audit, or null. */
  get audit(): Audit | null {
    return this.#shown.audit;
  }

  /** What the last audit says of a row. */
  auditedRow(row: number): AuditedRow | undefined {
    return this.#shown.rowOf(row);
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
    return this.#loaded.replaced;
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
    return this.#loaded.hasSidecar;
  }

  /** The file as a worker opens it. */
  get file(): TaskFile {
    return this.#loaded.file;
  }

  /** Settles when all facts are in the table; rejects if the file could not be read to its end. */
  get facts(): Promise<void> {
    return this.#facts.done;
  }

  /** Rows in the order asked for, touched ones as they were before they were touched. */
  readRows(rows: readonly number[]): Promise<Row[]> {
    return readRows(this.dataset, this.touched, rows);
  }

  /** Notes that all decisions are on disk. */
  async saved(): Promise<void> {
    for (const row of this.touched.rows()) this.savedDecisions.set(row, this.decisions.get(row) ?? undecided);
    this.review = ReviewChange.none;
    await this.#loaded.saved();
    await this.session.saved(touchedLines(this), this.dataset.fingerprint, this.places.written);
    const { container, rowCount } = this.dataset;
    // Records that came or go, or span lines, move others: those facts are read anew.
    const same = container.kind === 'lines' && this.written.length === 0;
    this.#kept.saved(this.file, rowCount, same ? [...this.touched.rows()].filter(row => !isAdded(row)) : null);
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
    await markStale(this, this.#shown, [...new Set([...stored.decided.keys(), ...this.decisions.keys()])]);
    this.versions.data++;
    this.announce(null);
  }

  /** Brings the verdict columns in line with the decisions about these rows, and announces them. */
  async decided(rows: readonly number[], onProgress?: (share: number) => void): Promise<void> {
    await followAdded(this, rows);
    const records = rows.flatMap(row => {
      const decision = this.decisions.get(row);
      return decision === undefined ? [] : (verdictRecord(row, decision) ?? []);
    });
    await this.table.setVerdicts(rows, records, onProgress);
    await markStale(this, this.#shown, rows);
    this.versions.decisions++;
    this.announce(rows);
  }

  /**
   * Opens the file anew, as it is on disk, and forgets what was decided since the last save. If it can't be opened, nothing
   * is forgotten.
   */
  async restart(): Promise<void> {
    const { written: _written, ...params } = this.params;
    const loaded = await LoadedFile.open(params, { onProgress: () => this.announce([]) });
    await this.session.forget();
    const before = this.#loaded;
    before.replace();
    await this.#facts.stop();
    this.#searches.clear();
    this.#loaded = loaded;
    const decided = [...this.decisions.keys()];
    for (const kept of [this.decisions, this.sidecarRefs, this.reviewers, this.touched, this.savedDecisions])
      kept.clear();
    this.review = ReviewChange.none;
    this.#shown.clear();
    this.pinned.clear();
    await this.table.clearFacts();
    await this.decided(decided);
    await before.close();
    this.#start(Promise.resolve(null));
    this.versions.data++;
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
    await this.#loaded.close();
  }

  /** @param known - short keys of all rows, where the table has their facts; null otherwise */
  #start(known: Promise<Float64Array | null>): void {
    const { file, place } = this.#loaded;
    this.#facts.start({ file, reviewer: this.params.reviewer, known, place });
    this.dataset.ready.then(
      () => this.announce([]),
      () => undefined,
    );
  }
}
