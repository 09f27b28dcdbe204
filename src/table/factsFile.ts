import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { factColumns } from './columns.ts';
import { rowsOfLinesFile } from './rowsOfLines.ts';
import { sqlText } from './sqlText.ts';

/** What a facts file is made of. */
export interface FactsSource {
  /** Path of a file of facts as `factsLines` writes them. */
  readonly lines: string;
  /** Path of a facts file that all other rows are taken from; null where `lines` has all. */
  readonly others: string | null;
  /** Rows that there must be in the end: as many, numbered from 0. */
  readonly rows: number;
}

/**
 * Writes facts as Parquet, in a database of its own that ends with it.
 *
 * @param target - file to write
 * @throws if a row is missing or there twice, or a file can't be read or written
 */
export async function writeFactsFile({ lines, others, rows }: FactsSource, target: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '128MB',
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  const connection = await instance.connect();
  try {
    const read = rowsOfLinesFile(factColumns, lines);
    const all =
      others === null
        ? read
        : `with read as materialized (${read}) select * from read union all by name
           select * from read_parquet(${sqlText(others)}) where row not in (select row from read)`;
    await connection.run(
      `copy (${all}) to ${sqlText(target)} (format parquet, compression zstd, row_group_size 20480)`,
    );
    const counted = await connection.runAndReadAll(
      `select count(*)::integer, count(distinct row)::integer, max(row) from read_parquet(${sqlText(target)})`,
    );
    const [written, distinct, last] = counted.getRows()[0]!;
    if (written !== rows || distinct !== rows || (rows > 0 && last !== rows - 1))
      throw new Error(`${written} rows, ${distinct} of them distinct, were written instead of ${rows}`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Adds the facts of a facts file to the empty table of facts. @throws if it is none, or damaged */
export async function loadFactsFile(connection: DuckDBConnection, path: string): Promise<void> {
  const columns = factColumns.map(({ name }) => `"${name}"`).join(', ');
  await connection.run(`insert into store.facts select ${columns} from read_parquet(${sqlText(path)})`);
}
