import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';

/** The first column of a query's answer, which is of integers, none of them null. */
export async function collectRows(
  connection: DuckDBConnection,
  sql: string,
  values: Record<string, DuckDBValue> = {},
): Promise<Int32Array> {
  const result = await connection.run(sql, values);
  const rows = new Int32Array(result.rowCount);
  let at = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    // Item by item into the array: a list of the values first would take two to three times as long.
    const vector = chunk.getColumnVector(0);
    for (let i = 0; i < vector.itemCount; i++) rows[at++] = vector.getItem(i) as number;
  }
  return rows;
}
