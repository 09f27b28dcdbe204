import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { collectRows } from './collectRows.ts';
import type { Column } from './columns.ts';
import { type Condition, checkCondition } from './condition.ts';
import { conditionVotes, tryConditionVotes } from './conditionVotes.ts';
import { commonestValues, countFindings, type FindingCount, type ValueCount } from './counts.ts';
import { type DatabaseOptions, openDatabase } from './database.ts';
import { loadFactsFile } from './factsFile.ts';
import { factsLines } from './factsLines.ts';
import { batchSize, breathe, inBatches } from './inBatches.ts';
import { insertAudit, insertFacts, insertVerdicts } from './insert.ts';
import { interruptible } from './interruptible.ts';
import { OrderedRows } from './orderedRows.ts';
import { type Query, type RowFilter, type RowOrder, recordsQuery } from './query.ts';
import { type KeyAndLabel, readKeys, readShortKeys, rowList } from './readKeys.ts';
import type { AuditRecord, AuditShape, Facts, VerdictRecord } from './records.ts';
import { createNext, createStore, showNext } from './schema.ts';
import { TableError } from './tableError.ts';
import { viewColumns } from './viewColumns.ts';

/** A query that holds a user's condition is interrupted after this many milliseconds. */
const conditionTimeout = 5_000;

const noShape: AuditShape = { members: [], objectives: [] };

/** Options of a table. */
export interface TableOptions extends DatabaseOptions {
  /** Milliseconds after which a user's condition is interrupted; by default 5,000. */
  readonly conditionTimeout?: number;
  /** Path of a facts file. */
  readonly facts?: string | null;
}

/**
 * The columns of one dataset: facts, audit and verdicts, one row per comparison, in an in-memory DuckDB that can reach
 * nothing outside itself. The three parts are tables of the schema `store`; the view `v` joins them.
 */
export class ComparisonTable {
  readonly #instance: DuckDBInstance;
  readonly #writer: DuckDBConnection;
  readonly #reader: DuckDBConnection;
  readonly #user: DuckDBConnection;
  readonly #timeout: number;
  #shape: AuditShape = noShape;
  #writes: Promise<unknown> = Promise.resolve();
  /** Audits follow one another. */
  #audits: Promise<unknown> = Promise.resolve();
  #users: Promise<unknown> = Promise.resolve();
  readonly #ordered = new OrderedRows({
    some: (filter, query) => this.#rowsOf(filter, query),
    all: sql => this.#read(() => collectRows(this.#reader, sql)),
  });
  #loaded: Promise<boolean> = Promise.resolve(false);
  /** Reads under way. */
  readonly #reads = new Set<Promise<unknown>>();
  #closed = false;

  private constructor(
    instance: DuckDBInstance,
    connections: readonly [DuckDBConnection, DuckDBConnection, DuckDBConnection],
    timeout: number,
  ) {
    this.#instance = instance;
    [this.#writer, this.#reader, this.#user] = connections;
    this.#timeout = timeout;
  }

  /**
   * Opens a table: empty, or with the facts of a facts file, which are read in the background. Whatever else is asked waits
   * until the database can reach no file any more.
   */
  static async open(options: TableOptions): Promise<ComparisonTable> {
    const { instance, connection, seal } = await openDatabase(options);
    const table = new ComparisonTable(
      instance,
      [connection, await instance.connect(), await instance.connect()],
      options.conditionTimeout ?? conditionTimeout,
    );
    await createStore(connection);
    await table.#startAudit(noShape);
    table.#load(options.facts ?? null, seal);
    return table;
  }

  /** Whether the facts of the facts file are there; false where it is none, or damaged. */
  get loaded(): Promise<boolean> {
    return this.#loaded;
  }

  /** Columns of the view, with what each holds. */
  get columns(): readonly Column[] {
    return viewColumns(this.#shape);
  }

  /** Adds facts of rows that are not in the table yet. */
  addFacts(facts: readonly Facts[]): Promise<void> {
    this.#ordered.writing('data');
    return this.#write(() => inBatches(facts, batch => insertFacts(this.#writer, factsLines(batch))));
  }

  /** As `addFacts`, of some thousand rows at most, as `factsLines` wrote them. */
  addFactsLines(lines: string): Promise<void> {
    this.#ordered.writing('data');
    return this.#write(() => insertFacts(this.#writer, lines));
  }

  /** Forgets facts of rows that are gone. */
  removeFacts(rows: readonly number[]): Promise<void> {
    this.#ordered.writing('data');
    return this.#write(async () => {
      await this.#writer.run(`delete from store.facts where row in (${rowList})`, { rows: JSON.stringify(rows) });
    });
  }

  /** Forgets facts and audit (the file has changed); verdicts stay. */
  clearFacts(): Promise<void> {
    const cleared = this.#audits.then(() => {
      this.#ordered.writing('data');
      return this.#write(async () => {
        await this.#writer.run('delete from store.facts');
        await this.#startAudit(noShape);
      });
    });
    this.#audits = cleared.catch(() => undefined);
    return cleared;
  }

  /**
   * Replaces the audit, all at once when it is whole. Other writes are done between its batches, so that a verdict does not
   * wait for an audit of a large file.
   *
   * @param shape - members and objectives in the order of the records' margins
   */
  setAudit(shape: AuditShape, records: Iterable<AuditRecord>): Promise<void> {
    const set = this.#audits.then(() => this.#replaceAudit(shape, records));
    this.#audits = set.catch(() => undefined);
    return set;
  }

  /** Replaces the verdicts of the rows named; a row with a null record loses its verdict. */
  setVerdicts(
    rows: readonly number[],
    records: readonly VerdictRecord[],
    onProgress?: (share: number) => void,
  ): Promise<void> {
    this.#ordered.writing('verdicts');
    return this.#write(async () => {
      if (rows.length > 0) {
        await this.#writer.run(`delete from store.verdicts where row in (${rowList})`, { rows: JSON.stringify(rows) });
      }
      await inBatches(records, batch => insertVerdicts(this.#writer, batch), onProgress);
    });
  }

  /** Checks a user's SQL condition. @throws TableError in words. */
  async check(text: string): Promise<Condition> {
    return this.#read(() => checkCondition(this.#reader, text));
  }

  /**
   * Rows that pass a filter, in order. A filter with a user's condition runs on its own connection and is interrupted
   * after five seconds.
   *
   * @throws TableError in words, if the condition cannot be run or takes too long.
   */
  async rows(filter: RowFilter, order: RowOrder = 'position', descending = false): Promise<Int32Array> {
    return this.#ordered.rows(filter, order, descending);
  }

  #rowsOf({ condition }: RowFilter, { sql, values }: Query): Promise<Int32Array> {
    if (condition === undefined) return this.#read(() => collectRows(this.#reader, sql, values));
    return this.#asUser(condition, () => collectRows(this.#user, sql, values));
  }

  /** What a condition votes as a principle, by row: see `conditionVotes`. @throws TableError in words */
  votes(condition: Condition): Promise<Map<number, 1 | -1>> {
    return conditionVotes(condition, sql => this.#asUser(condition, () => collectRows(this.#user, sql)));
  }

  /** Checks that a text can vote as a principle. @throws TableError in words */
  async checkVotes(text: string): Promise<Condition> {
    const condition = await this.check(text);
    await tryConditionVotes(condition, sql => this.#asUser(condition, () => collectRows(this.#user, sql)));
    return condition;
  }

  /** Rows that hold the comparison of a key, in file order. */
  async rowsOfKey(key: string): Promise<number[]> {
    const sql = 'select row from store.facts where key = $key order by row';
    return [...(await this.#read(() => collectRows(this.#reader, sql, { key })))];
  }

  /** Rows per finding, and of those how many have no verdict. */
  findingCounts(): Promise<FindingCount[]> {
    return this.#read(() => countFindings(this.#reader));
  }

  /** Rows of the table as plain objects, in row order. Columns are this table's own names. @throws TableError for others */
  async records(columns: readonly string[], rows: readonly number[]): Promise<Record<string, unknown>[]> {
    for (const name of columns) this.#known(name);
    if (rows.length === 0) return [];
    const result = await this.#read(() => this.#reader.runAndReadAll(recordsQuery(columns, rows)));
    return result.getRowObjectsJson();
  }

  /**
   * The commonest values of a column, with how many rows have each; elements of lists count one by one. Empty for numbers.
   *
   * @throws TableError if there is no such column
   */
  async values(column: string, limit = 50): Promise<ValueCount[]> {
    const known = this.#known(column);
    return this.#read(() => commonestValues(this.#reader, known, limit));
  }

  /** The first 52 bits of the key of every row, in file order. */
  shortKeys(): Promise<Float64Array> {
    return this.#read(() => readShortKeys(this.#reader));
  }

  /** Keys and labels of rows, in row order; malformed rows have no label. */
  keysAndLabels(rows: readonly number[]): Promise<KeyAndLabel[]> {
    return this.#read(() => readKeys(this.#reader, rows));
  }

  #known(name: string): Column {
    const column = this.columns.find(known => known.name === name);
    if (column === undefined) throw new TableError(`There is no column "${name}".`);
    return column;
  }

  /** Ends the database; running queries are interrupted. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#user.interrupt();
    await Promise.allSettled([this.#audits, this.#writes, this.#users, ...this.#reads]);
    this.#user.closeSync();
    this.#reader.closeSync();
    this.#writer.closeSync();
    this.#instance.closeSync();
  }

  #load(facts: string | null, seal: () => Promise<void>): void {
    const loading = facts === null ? Promise.resolve() : loadFactsFile(this.#writer, facts);
    this.#loaded = loading.then(() => facts !== null).catch(() => false);
    const sealed = this.#loaded.then(seal);
    // A database that can't be sealed answers nothing.
    this.#writes = sealed.catch(() => {
      this.#closed = true;
    });
    this.#loaded = Promise.all([this.#loaded, sealed]).then(([loaded]) => loaded);
    this.#loaded.catch(() => undefined);
  }

  async #replaceAudit(shape: AuditShape, records: Iterable<AuditRecord>): Promise<void> {
    await this.#write(() => createNext(this.#writer, shape));
    let batch: AuditRecord[] = [];
    const flush = async (): Promise<void> => {
      const full = batch;
      batch = [];
      await this.#write(() => insertAudit(this.#writer, 'next', shape, full));
      await breathe();
    };
    for (const record of records) if (batch.push(record) === batchSize) await flush();
    await flush();
    this.#ordered.writing('data');
    await this.#write(() => this.#showNext(shape));
  }

  async #startAudit(shape: AuditShape): Promise<void> {
    await createNext(this.#writer, shape);
    await this.#showNext(shape);
  }

  async #showNext(shape: AuditShape): Promise<void> {
    await showNext(this.#writer);
    this.#shape = shape;
  }

  /** Runs a user's condition on its own connection, one after another. */
  async #asUser<T>(condition: Condition, work: () => Promise<T>): Promise<T> {
    await this.#writes;
    const run = this.#users.then(() => interruptible(this.#user, { condition, timeout: this.#timeout }, work));
    this.#users = run.catch(() => undefined);
    return run;
  }

  /** Reads after the writes that were asked for before. The table closes only when it is done. */
  async #read<T>(work: () => Promise<T>): Promise<T> {
    await this.#writes;
    if (this.#closed) throw new TableError('The table is closed.');
    const run = work();
    this.#reads.add(run);
    try {
      return await run;
    } finally {
      this.#reads.delete(run);
    }
  }

  /** Writes follow one another; readers wait for those that were asked for before them. */
  #write(work: () => Promise<void>): Promise<void> {
    if (this.#closed) return Promise.reject(new TableError('The table is closed.'));
    const run = this.#writes.then(work);
    this.#writes = run.catch(() => undefined);
    return run;
  }
}
