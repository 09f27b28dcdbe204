import { DuckDBInstance } from '@duckdb/node-api';

/** Milliseconds that DuckDB itself takes on a table of its own: lengths, annotator and number of each line. */
export interface DuckDBFigures {
  /** To read the file with `read_json`. */
  readonly read: number;
  /** The row numbers that pass a filter or stand in an order, as an array. */
  readonly filter: number;
  readonly sort: number;
}

/** What DuckDB does with the same file, with as many threads as the engine's table has. */
export async function duckdbPeer(path: string): Promise<DuckDBFigures> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const start = performance.now();
  await connection.run(
    `create table t as select (row_number() over () - 1)::integer as "row", length(chosen) as chars_a,
     length(rejected) as chars_b, annotator from read_json('${path.replaceAll("'", "''")}', format = 'newline_delimited')`,
  );
  const read = performance.now() - start;
  const rows = async (sql: string): Promise<number> => {
    const all: number[] = [];
    for (let i = 0; i < 5; i++) {
      const began = performance.now();
      const result = await connection.runAndReadAll(sql);
      Int32Array.from(result.getColumns()[0] as number[]);
      all.push(performance.now() - began);
    }
    return all.toSorted((x, y) => x - y)[2]!;
  };
  const filter = await rows('select row from t where chars_a > 2 * chars_b order by row');
  const sort = await rows('select row from t order by chars_a + chars_b desc, row');
  connection.closeSync();
  instance.closeSync();
  return { read, filter, sort };
}
