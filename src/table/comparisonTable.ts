import type { DuckDBConnection } from '@duckdb/node-api';
import { collectRows } from './collectRows.ts';
import type { Column } from './columns.ts';
import { type Condition, checkCondition } from './condition.ts';
import { conditionVotes, tryConditionVotes } from './conditionVotes.ts';
import { Connections } from './connections.ts';
import { commonestValues, countFindings, type FindingCount, type ValueCount } from './counts.ts';
import { type DatabaseOptions, openDatabase } from './database.ts';
import { loadFactsFile } from './factsFile.ts';
import { factsLines } from './factsLines.ts';
import { batchSize, breathe, inBatches } from './inBatches.ts';
import { insertAudit, insertFacts, insertVerdicts } from './insert.ts';
import { OrderedRows } from './orderedRows.ts';
import { type Query, type RowFilter, type RowOrder, recordsQuery } from './query.ts';
import { type KeyAndLabel, readKeys, readShortKeys, rowList } from './readKeys.ts';
import type { AuditRecord, AuditShape, Facts, VerdictRecord } from './records.ts';
import { createNext, createStore, showNext } from './schema.ts';
import { TableError } from './tableError.ts';
import { viewColumns } from './viewColumns.ts';

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
  readonly #connections: Connections;
  readonly #loaded: Promise<boolean>;
  #shape: AuditShape = noShape;
  /** Audits follow one another. */
  #audits: Promise<unknown> = Promise.resolve();
  readonly #ordered = new OrderedRows({
    some: (filter, query) => this.#rowsOf(filter, query),
    all: sql => this.#read(reader => collectRows(reader, sql)),
  });

  private constructor(connections: Connections, loaded: Promise<boolean>) {
    this.#connections = connections;
    this.#loaded = loaded;
    loaded.catch(() => undefined);
  }

  /**
   * Opens a table: empty, or with the facts of a facts file, which are read in the background. Whatever else is asked waits
   * until the database can reach no file any more.
   */
  static async open(options: TableOptions): Promise<ComparisonTable> {
    const { instance, connection, seal } = await openDatabase(options);
    await createStore(connection);
    await createNext(connection, noShape);
    await showNext(connection);
    const connections = await Connections.open(instance, connection, options.conditionTimeout);
    const { facts = null } = options;
    // A database that can't be sealed answers nothing.
    const loaded = connections.first(async writer => {
      const isLoaded = facts !== null && (await isDone(loadFactsFile(writer, facts)));
      await seal();
      return isLoaded;
    });
    return new ComparisonTable(connections, loaded);
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
    return this.#write(writer => inBatches(facts, batch => insertFacts(writer, factsLines(batch))));
  }

  /** As `addFacts`, of some thousand rows at most, as `factsLines` wrote them. */
  addFactsLines(lines: string): Promise<void> {
    this.#ordered.writing('data');
    return this.#write(writer => insertFacts(writer, lines));
  }

  /** Forgets facts of rows that are gone. */
  removeFacts(rows: readonly number[]): Promise<void> {
    this.#ordered.writing('data');
    return this.#write(async writer => {
      await writer.run(`delete from store.facts where row in (${rowList})`, { rows: JSON.stringify(rows) });
    });
  }

  /** Forgets facts and audit (the file has changed); verdicts stay. */
  clearFacts(): Promise<void> {
    const cleared = this.#audits.then(() => {
      this.#ordered.writing('data');
      return this.#write(async writer => {
        await writer.run('delete from store.facts');
        await createNext(writer, noShape);
        await this.#showNext(writer, noShape);
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
    return this.#write(async writer => {
      if (rows.length > 0) {
        await writer.run(`delete from store.verdicts where row in (${rowList})`, { rows: JSON.stringify(rows) });
      }
      await inBatches(records, batch => insertVerdicts(writer, batch), onProgress);
    });
  }

  /** Checks a user's SQL condition. @throws TableError in words. */
  async check(text: string): Promise<Condition> {
    return this.#read(reader => checkCondition(reader, text));
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
    if (condition === undefined) return this.#read(reader => collectRows(reader, sql, values));
    return this.#asUser(condition, user => collectRows(user, sql, values));
  }

  /** What a condition votes as a principle, by row: see `conditionVotes`. @throws TableError in words */
  votes(condition: Condition): Promise<Map<number, 1 | -1>> {
    return conditionVotes(condition, sql => this.#asUser(condition, user => collectRows(user, sql)));
  }

  /** Checks that a text can vote as a principle. @throws TableError in words */
  async checkVotes(text: string): Promise<Condition> {
    const condition = await this.check(text);
    await tryConditionVotes(condition, sql => this.#asUser(condition, user => collectRows(user, sql)));
    return condition;
  }

  /** Rows that hold the comparison of a key, in file order. */
  async rowsOfKey(key: string): Promise<number[]> {
    const sql = 'select row from store.facts where key = $key order by row';
    return [...(await this.#read(reader => collectRows(reader, sql, { key })))];
  }

  /** Rows per finding, and of those how many have no verdict. */
  findingCounts(): Promise<FindingCount[]> {
    return this.#read(reader => countFindings(reader));
  }

  /** Rows of the table as plain objects, in row order. Columns are this table's own names. @throws TableError for others */
  async records(columns: readonly string[], rows: readonly number[]): Promise<Record<string, unknown>[]> {
    for (const name of columns) this.#known(name);
    if (rows.length === 0) return [];
    const result = await this.#read(reader => reader.runAndReadAll(recordsQuery(columns, rows)));
    return result.getRowObjectsJson();
  }

  /**
   * The commonest values of a column, with how many rows have each; elements of lists count one by one. Empty for numbers.
   *
   * @throws TableError if there is no such column
   */
  async values(column: string, limit = 50): Promise<ValueCount[]> {
    const known = this.#known(column);
    return this.#read(reader => commonestValues(reader, known, limit));
  }

  /** The first 52 bits of the key of every row, in file order. */
  shortKeys(): Promise<Float64Array> {
    return this.#read(reader => readShortKeys(reader));
  }

  /** Keys and labels of rows, in row order; malformed rows have no label. */
  keysAndLabels(rows: readonly number[]): Promise<KeyAndLabel[]> {
    return this.#read(reader => readKeys(reader, rows));
  }

  #known(name: string): Column {
    const column = this.columns.find(known => known.name === name);
    if (column === undefined) throw new TableError(`There is no column "${name}".`);
    return column;
  }

  /** Ends the database; running queries are interrupted. */
  async close(): Promise<void> {
    await Promise.all([this.#audits, this.#connections.close()]);
  }

  async #replaceAudit(shape: AuditShape, records: Iterable<AuditRecord>): Promise<void> {
    await this.#write(writer => createNext(writer, shape));
    let batch: AuditRecord[] = [];
    const flush = async (): Promise<void> => {
      const full = batch;
      batch = [];
      await this.#write(writer => insertAudit(writer, 'next', shape, full));
      await breathe();
    };
    for (const record of records) if (batch.push(record) === batchSize) await flush();
    await flush();
    this.#ordered.writing('data');
    await this.#write(writer => this.#showNext(writer, shape));
  }

  async #showNext(writer: DuckDBConnection, shape: AuditShape): Promise<void> {
    await showNext(writer);
    this.#shape = shape;
  }

  #read<T>(work: (reader: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.#connections.read(work);
  }

  #write(work: (writer: DuckDBConnection) => Promise<void>): Promise<void> {
    return this.#connections.write(work);
  }

  #asUser<T>(condition: Condition, work: (user: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.#connections.asUser(condition, work);
  }
}

function isDone(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
