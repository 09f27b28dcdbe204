import type { Dataset } from '../../dataset/dataset.ts';
import type { Row } from '../../dataset/row.ts';

/** Rows that can be read again and again, so that they need not be held. */
export interface RowSource {
  /** Number of rows, as far as it is known. */
  readonly count: number;
  /** All rows in order. */
  batches(signal?: AbortSignal): AsyncIterable<readonly Row[]>;
  /** Rows by their places in that order, ascending. */
  read(places: Int32Array): AsyncIterable<Row>;
}

/** The rows of a dataset that has been indexed. */
export function datasetRows(dataset: Dataset): RowSource {
  return {
    get count() {
      return dataset.rowCount;
    },
    batches: signal => dataset.batches(signal),
    async *read(places) {
      for (const place of places) yield* await dataset.read(place, 1);
    },
  };
}

/** Rows that are held already. */
export function heldRows(rows: readonly Row[]): RowSource {
  return {
    count: rows.length,
    async *batches() {
      for (let from = 0; from < rows.length; from += 512) yield rows.slice(from, from + 512);
    },
    async *read(places) {
      for (const place of places) yield rows[place]!;
    },
  };
}

/** Rows in chunks of a size, the last of which may be shorter: the same chunks whatever batches they are read in. */
export async function* chunksOf(batches: AsyncIterable<readonly Row[]>, size: number): AsyncGenerator<readonly Row[]> {
  let held: Row[] = [];
  for await (const batch of batches) {
    for (const row of batch) {
      if (held.push(row) < size) continue;
      yield held;
      held = [];
    }
  }
  if (held.length > 0) yield held;
}
