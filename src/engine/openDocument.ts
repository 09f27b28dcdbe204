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
import { type Decision, isUndecided, undecided } from '../edits/decision.ts';
import type { OpenParams } from '../protocol/engine.ts';
import { ComparisonTable } from '../table/comparisonTable.ts';
import { FactsReading } from './factsReading.ts';
import { type LeftSession, leftSessions } from './leftSession.ts';
import { Lock } from './lock.ts';
import { Searches } from './searches.ts';
import { Session } from './session.ts';
import { ShownAudit } from './shownAudit.ts';
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
  readonly session: Session;
  readonly views: ViewCache;

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
        await this.#adoptDecisions(batch);
      },
      renewed: () => {
        this.#dataVersion++;
        this.announce([]);
      },
    });
    const document = this;
    this.views = new ViewCache({
      table,
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
      search: words => this.#searches.find(this.file, words),
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
    const added = await this.touched.keep(this.#dataset, rows);
    for (const row of added) this.#saved.set(row, this.decisions.get(row) ?? undecided);
    return added.map(row => this.touched.line(row, this.decisions.get(row)));
  }

  /** All touched rows, with the decisions of the last save. */
  touchedLines(): TouchedLine[] {
    return [...this.touched.entries()].map(([row]) => this.touched.line(row, this.#saved.get(row)));
  }

  /** Takes over a row that another session had touched. */
  adopt({ row, bytes, before }: TouchedLine): void {
    this.touched.adopt(this.#dataset, row, Buffer.from(bytes, 'base64'));
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
    for (const [row] of this.touched.entries()) this.#saved.set(row, this.decisions.get(row) ?? undecided);
    this.#hasSidecar = await exists(sidecarPath(this.#dataset.path));
    await this.session.saved(this.touchedLines(), this.#dataset.fingerprint);
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
    for (const kept of [this.decisions, this.sidecarRefs, this.touched, this.#saved]) kept.clear();
    this.#shown.clear();
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
    if (this.audit !== null) this.#shown.compare(await this.readRows(rows), this.decisions);
  }

  #start(): void {
    this.#facts.start(this.file, this.params.reviewer);
    this.#dataset.ready.then(
      () => this.announce([]),
      () => undefined,
    );
  }

  /** Decisions of the review file, but for rows that this session has touched. */
  async #adoptDecisions({ decided }: FactsBatch): Promise<void> {
    if (decided.length === 0) return;
    const rows: number[] = [];
    for (const { row, decision, key, occurrence } of decided) {
      this.sidecarRefs.set(row, { key, occurrence });
      if (this.touched.get(row) !== undefined || isUndecided(decision)) continue;
      this.decisions.set(row, decision);
      rows.push(row);
    }
    if (rows.length > 0) await this.decided(rows);
  }
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
