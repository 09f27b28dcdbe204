import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Audit, AuditedRow } from '../audit/audit.ts';
import type { StoredAudit } from '../audit/auditStore.ts';
import { factsOf } from '../audit/factsOf.ts';
import { verdictRecord } from '../audit/verdictRecord.ts';
import type { WrittenRows } from '../dataset/addedRecords.ts';
import { countNewlines } from '../dataset/countNewlines.ts';
import type { FileDataset } from '../dataset/fileDataset.ts';
import type { KeyIndex } from '../dataset/keyIndex.ts';
import { openDataset } from '../dataset/openDataset.ts';
import { type PairPolicy, parsePairPolicy } from '../dataset/pairPolicy.ts';
import type { Row } from '../dataset/row.ts';
import { sidecarPath } from '../dataset/sidecar.ts';
import { isAdded } from '../edits/addition.ts';
import { type Decision, isUndecided, undecided, type Verdict } from '../edits/decision.ts';
import type { OpenParams } from '../protocol/engine.ts';
import { ComparisonTable } from '../table/comparisonTable.ts';
import { parquetToJsonLines } from '../table/parquetToJsonLines.ts';
import type { Facts } from '../table/records.ts';
import { AddedRows } from './addedRows.ts';
import { EditedRows } from './editedRows.ts';
import { FactsReading } from './factsReading.ts';
import { FilePlaces } from './filePlaces.ts';
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
  /** Comparisons that the reviewer added. */
  readonly added = new AddedRows();
  /** The order that editors hold on to when the audit is replaced. */
  readonly pinned = new PinnedViews(row => {
    const verdict = this.decisions.get(row)?.verdict ?? null;
    return verdict === null || verdict === 'later';
  }, this.added.compare);

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
      compare: this.added.compare,
    });
    this.views = new ViewCache({
      table,
      pinned: this.pinned,
      everyRow: () => this.added.everyRow(this.dataset.rowCount),
      inFileOrder: (rows, descending) => this.added.inFileOrder(rows, descending),
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
      parquet: parquetToJsonLines,
      ...(params.written === undefined ? {} : { written: params.written }),
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

  /** Rows of the file so far, and those that were added. */
  get rowCount(): number {
    return this.#dataset.rowCount + this.added.size;
  }

  /** True if there is such a row (yet). */
  has(row: number): boolean {
    return isAdded(row) ? this.added.has(row) : Number.isInteger(row) && row >= 0 && row < this.#dataset.rowCount;
  }

  /** Records of added comparisons that the file holds. */
  get written(): WrittenRows {
    return [...this.#dataset.contents.added];
  }

  /** Where rows stand in the file on disk. */
  get places(): FilePlaces {
    return new FilePlaces([...this.#dataset.contents.added].map(([row, { after }]) => [row, after]));
  }

  get dataset(): FileDataset {
    return this.#dataset;
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
    const { written } = this;
    return { path: this.params.path, ...fileOptions(this.params), ...(written.length === 0 ? {} : { written }) };
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
    const own = rows.filter(row => !isAdded(row));
    const added =
      own.length > singly && this.#facts.complete
        ? this.touched.note(await this.table.keysAndLabels(own))
        : await this.touched.keep(this.#dataset, own);
    for (const row of added) this.#saved.set(row, this.decisions.get(row) ?? undecided);
    return added.map(row => this.touched.line(row, this.decisions.get(row)));
  }

  /** All touched rows, with the decisions of the last save. */
  touchedLines(): TouchedLine[] {
    const { added } = this.#dataset.contents;
    // What was added since is in the actions.
    const rows = [...this.touched.rows()].filter(row => !isAdded(row) || added.has(row));
    return rows.map(row => this.touched.line(row, this.#saved.get(row)));
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
    await this.session.saved(this.touchedLines(), this.#dataset.fingerprint, this.places.written);
  }

  /** Tells added comparisons that the file holds now on which lines they are. */
  async numberAddedLines(): Promise<void> {
    const { index, added } = this.#dataset.contents;
    const rows = this.added.rows.filter(row => added.has(row));
    const following = new Map<number, number>();
    for (const row of rows) {
      const { after } = added.get(row)!;
      const held = this.touched.get(row)!;
      const line = following.get(after) ?? index.line(after) + linesOf(await this.#dataset.readBytes(after));
      following.set(after, line + linesOf(held.bytes));
      this.touched.keepOriginal(this.#dataset, row, held.bytes, line);
    }
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
    await this.#followAdded(rows);
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
      parquet: parquetToJsonLines,
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

  /** Lets added comparisons come and go with the decisions about them. */
  async #followAdded(rows: readonly number[]): Promise<void> {
    const added: Facts[] = [];
    const removed: number[] = [];
    for (const row of rows) {
      const decision = this.decisions.get(row);
      const done = this.added.follow(row, decision);
      if (done === 'removed') removed.push(row);
      if (done !== 'added' || decision?.added === undefined) continue;
      const { after, record } = decision.added;
      const line = this.#dataset.contents.index.line(after);
      this.touched.keepOriginal(this.#dataset, row, Buffer.from(record, 'utf8'), line);
      added.push(factsOf(this.touched.get(row)!.row));
    }
    if (removed.length > 0) await this.table.removeFacts(removed);
    if (added.length > 0) await this.table.addFacts(added);
    if (removed.length + added.length > 0) this.#dataVersion++;
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

function linesOf(record: Buffer): number {
  return 1 + countNewlines(record, 0, record.length);
}

function isLabel(verdict: Verdict | null): boolean {
  return verdict !== null && verdict !== 'later' && verdict !== 'drop';
}

function labelled(row: Row): LabelledRow {
  return { row: row.row, recorded: row.kind === 'comparison' ? row.comparison.label : null };
}

function fileOptions({ format, map, pairs, storage }: OpenParams): Omit<TaskFile, 'path'> {
  return {
    storage,
    ...(format === undefined ? {} : { format }),
    ...(map === undefined ? {} : { map }),
    ...(pairs === undefined || pairs === '' ? {} : { pairs: policyOf(pairs) }),
  };
}

function policyOf(setting: string): PairPolicy {
  try {
    return parsePairPolicy(setting);
  } catch (error) {
    throw new UserError(
      `The setting pairlens.pairs can't be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
