import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = `
const { DuckDBInstance } = require('@duckdb/node-api');
DuckDBInstance.create(':memory:').then(async instance => {
  const connection = await instance.connect();
  const [one, two] = process.argv.slice(1);
  await connection.run("copy (select 'p' as prompt, 'c' as chosen, 'r' as rejected from range(3)) to '" + one + "' (format parquet, compression 'uncompressed')");
  await connection.run("copy (select 'p' || i as prompt, [{'role': 'user', 'content': 'c'}] as chosen, [{'role': 'user', 'content': 'r'}] as rejected, {'bytes': 'x'::blob, 'path': 'y'} as image from range(5) t(i)) to '" + two + "' (format parquet)");
});`;

/** Small Parquet files, as DuckDB writes them. */
export function parquetSeeds(): Buffer[] {
  const folder = mkdtempSync(join(tmpdir(), 'pairlens-parquet-'));
  try {
    const paths = [join(folder, 'one.parquet'), join(folder, 'two.parquet')];
    execFileSync(process.execPath, ['-e', program, ...paths]);
    return paths.map(path => readFileSync(path));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
