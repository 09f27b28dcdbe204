import { isDecided } from './columnOrder.ts';
import { verdictColumns } from './columns.ts';
import { KeptOrders } from './keptOrders.ts';
import { pickInOrder } from './pickInOrder.ts';
import { orderOfAll, type Query, type RowFilter, type RowOrder, rowQuery } from './query.ts';

/** How a table is asked for rows; both see all writes that were asked for before. */
export interface RowReader {
  /** Rows that pass a filter, by its query. */
  some(filter: RowFilter, query: Query): Promise<Int32Array>;
  /** Rows by a query without parameters. */
  all(sql: string): Promise<Int32Array>;
}

/** The rows of a table in the orders that are asked for: picked from a kept order where there is one, else sorted by DuckDB. */
export class OrderedRows {
  readonly #reader: RowReader;
  readonly #orders = new KeptOrders();
  /** Writes so far. */
  readonly #writes = { data: 0, verdicts: 0 };

  constructor(reader: RowReader) {
    this.#reader = reader;
  }

  /** A write is being asked for, of facts or an audit (`data`) or of verdicts. */
  writing(what: 'data' | 'verdicts'): void {
    this.#writes[what]++;
  }

  /** Rows that pass a filter, in order; the array is the caller's own. */
  async rows(filter: RowFilter, order: RowOrder, descending: boolean): Promise<Int32Array> {
    const sql = orderOfAll(filter, order, descending);
    if (sql !== null) {
      const version = this.#versionOf(order);
      const make = (): Promise<Int32Array> => this.#reader.all(sql);
      if (Object.keys(filter).length === 0) return (await this.#orders.all(sql, version, make)).slice();
      const kept = this.#orders.some(sql, version, make);
      if (kept !== null) {
        const [passing, all] = await Promise.all([this.#reader.some(filter, rowQuery(filter, null)), kept]);
        const picked = pickInOrder(all, passing);
        // Null where rows came between the two.
        if (picked !== null) return picked;
      }
    }
    return this.#reader.some(filter, rowQuery(filter, order, descending));
  }

  #versionOf(order: RowOrder): string {
    const decided = typeof order === 'object' && isDecided(order.column, verdictColumns);
    return `${this.#writes.data}/${decided ? this.#writes.verdicts : ''}`;
  }
}
