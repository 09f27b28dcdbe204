import type { DuckDBConnection } from '@duckdb/node-api';

/** Rows as the parameter `rows`, a JSON text: their number is not limited, and DuckDB's own thread reads them. */
export const rowList = `select unnest(from_json($rows::json, '["INTEGER"]'))`;

/** What the file itself says of a row. */
export interface KeyAndLabel {
  readonly row: number;
  readonly key: string;
  readonly label: string | null;
  readonly malformed: boolean;
}

/** Keys and labels of rows, in row order; malformed rows have no label. Lets others work in between. */
export async function readKeys(connection: DuckDBConnection, rows: readonly number[]): Promise<KeyAndLabel[]> {
  const result = await connection.run(
    `select row, key, label, malformed from store.facts where row in (${rowList}) order by row`,
    { rows: JSON.stringify(rows) },
  );
  const found: KeyAndLabel[] = [];
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return found;
    const [row, key, label, malformed] = chunk.getColumns();
    for (let i = 0; i < chunk.rowCount; i++) {
      found.push({
        row: Number(row![i]),
        key: (key![i] ?? '') as string,
        label: (label![i] ?? null) as string | null,
        malformed: malformed![i] === true,
      });
    }
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** Keys of all rows in row order, the first 52 bits of each. */
export async function readShortKeys(connection: DuckDBConnection): Promise<Float64Array> {
  const result = await connection.run(`select ('0x' || key[1:13])::bigint::double from store.facts order by row`);
  const keys = new Float64Array(result.rowCount);
  let at = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return keys;
    const vector = chunk.getColumnVector(0);
    for (let i = 0; i < vector.itemCount; i++) keys[at++] = vector.getItem(i) as number;
  }
}
