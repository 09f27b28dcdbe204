import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { interruptible } from './interruptible.ts';
import { TableError } from './tableError.ts';

/** A query that holds a user's condition is interrupted after this many milliseconds. */
const defaultTimeout = 5_000;

/** Work on one of the connections. */
type Work<T> = (connection: DuckDBConnection) => Promise<T>;

/**
 * The connections of a database, each for one kind of work, and the order in which work is done: writes follow one another,
 * reads see all writes that were asked for before them, and users' conditions are tried one after another.
 */
export class Connections {
  readonly #instance: DuckDBInstance;
  readonly #writer: DuckDBConnection;
  readonly #reader: DuckDBConnection;
  readonly #user: DuckDBConnection;
  readonly #timeout: number;
  #writes: Promise<unknown> = Promise.resolve();
  #users: Promise<unknown> = Promise.resolve();
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
   * @param writer - a connection of the database
   * @param timeout - milliseconds after which a user's condition is interrupted; by default 5,000
   */
  static async open(
    instance: DuckDBInstance,
    writer: DuckDBConnection,
    timeout = defaultTimeout,
  ): Promise<Connections> {
    return new Connections(instance, [writer, await instance.connect(), await instance.connect()], timeout);
  }

  /** Does the work for which all other waits. If it fails, nothing is answered any more. */
  first<T>(work: Work<T>): Promise<T> {
    const run = work(this.#writer);
    this.#writes = run.catch(() => {
      this.#closed = true;
    });
    return run;
  }

  /** Does work that changes the database. @throws TableError if it is closed */
  write(work: Work<void>): Promise<void> {
    if (this.#closed) return Promise.reject(new TableError('The table is closed.'));
    const run = this.#writes.then(() => work(this.#writer));
    this.#writes = run.catch(() => undefined);
    return run;
  }

  /** Does work that only reads; the database closes only when it is done. @throws TableError if it is closed */
  async read<T>(work: Work<T>): Promise<T> {
    await this.#writes;
    if (this.#closed) throw new TableError('The table is closed.');
    const run = work(this.#reader);
    this.#reads.add(run);
    try {
      return await run;
    } finally {
      this.#reads.delete(run);
    }
  }

  /** Does work that holds a user's condition. @throws TableError in words, if it cannot be run or takes too long */
  async asUser<T>(condition: string, work: Work<T>): Promise<T> {
    await this.#writes;
    const limits = { condition, timeout: this.#timeout };
    const run = this.#users.then(() => interruptible(this.#user, limits, () => work(this.#user)));
    this.#users = run.catch(() => undefined);
    return run;
  }

  /** Ends the database, when what was asked for is done; users' conditions are interrupted. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#user.interrupt();
    await Promise.allSettled([this.#writes, this.#users, ...this.#reads]);
    this.#user.closeSync();
    this.#reader.closeSync();
    this.#writer.closeSync();
    this.#instance.closeSync();
  }
}
