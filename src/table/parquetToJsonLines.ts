import { DuckDBInstance } from '@duckdb/node-api';
import { sqlText } from './sqlText.ts';

/**
 * Writes the rows of a Parquet file as JSON Lines, in their order. It runs in a database of its own, which ends with it and
 * sees no statement but these. Bytes (pictures) become base64 text; dates and times are written as DuckDB writes them.
 *
 * @param target - file to write; it must not exist
 * @throws if the file is no Parquet file, or damaged
 */
export async function parquetToJsonLines(source: string, target: string, signal: AbortSignal): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: '1GB',
    preserve_insertion_order: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  const connection = await instance.connect();
  const stop = (): void => connection.interrupt();
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    const described = await connection.runAndReadAll(`describe select * from read_parquet(${sqlText(source)})`);
    const columns = described.getRows().map(([name, type]) => columnOf(String(name), String(type)));
    await connection.run(
      `copy (select ${columns.join(', ')} from read_parquet(${sqlText(source)})) to ${sqlText(target)} (format json, array false)`,
    );
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    connection.closeSync();
    instance.closeSync();
  }
}

/** A column as it is to be written: bytes, also those inside of a picture's `{bytes, path}`, as base64. */
function columnOf(name: string, type: string): string {
  const column = identifier(name);
  if (type === 'BLOB') return `base64(${column}) as ${column}`;
  const picture = /^STRUCT\("?bytes"? BLOB, "?path"? VARCHAR\)(\[\])?$/.exec(type);
  if (!picture) return column;
  const packed = (of: string): string =>
    `case when ${of} is null then null else {'bytes': base64(${of}.bytes), 'path': ${of}.path} end`;
  return picture[1] === undefined
    ? `${packed(column)} as ${column}`
    : `list_transform(${column}, lambda x: ${packed('x')}) as ${column}`;
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
