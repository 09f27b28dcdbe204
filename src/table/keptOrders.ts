/** Orders that are kept; each takes four bytes a row. */
const most = 4;

interface Kept {
  readonly version: string;
  readonly rows: Promise<Int32Array>;
}

/**
 * Orders of all rows by a column, kept until the table changes: rows that pass another filter are then picked out in order,
 * and not sorted again. An order is made when all rows are asked for in it, or when it is asked for a second time.
 */
export class KeptOrders {
  /** By the query that makes them; the last asked for is last. */
  readonly #kept = new Map<string, Kept>();
  /** Versions at which orders were asked for that were not made. */
  readonly #asked = new Map<string, string>();

  /** All rows in the order of a query, made by `make` unless it is kept. What is answered is shared: it must not be changed. */
  all(query: string, version: string, make: () => Promise<Int32Array>): Promise<Int32Array> {
    const kept = this.#kept.get(query);
    this.#kept.delete(query);
    const entry = kept?.version === version ? kept : { version, rows: make() };
    this.#kept.set(query, entry);
    entry.rows.catch(() => {
      if (this.#kept.get(query) === entry) this.#kept.delete(query);
    });
    shorten(this.#kept);
    return entry.rows;
  }

  /** The same for some of the rows: null when the order is asked for the first time, so that making it might not pay. */
  some(query: string, version: string, make: () => Promise<Int32Array>): Promise<Int32Array> | null {
    if (this.#kept.get(query)?.version === version || this.#asked.get(query) === version) {
      return this.all(query, version, make);
    }
    this.#asked.delete(query);
    this.#asked.set(query, version);
    shorten(this.#asked);
    return null;
  }
}

function shorten(map: Map<string, unknown>): void {
  const oldest = map.keys().next();
  if (map.size > most && oldest.done === false) map.delete(oldest.value);
}
