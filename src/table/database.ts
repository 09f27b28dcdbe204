import { mkdir } from 'node:fs/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** Limits of an in-memory database. */
export interface DatabaseOptions {
  /** Folder for what does not fit into memory; it is created. */
  readonly storage: string;
  /** As DuckDB writes it; by default `512MB`. */
  readonly memory?: string;
  /** By default 2. */
  readonly threads?: number;
}

/** An in-memory database. */
export interface Database {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
  /**
   * Locks the settings: afterwards no statement can read or write files, attach databases, load extensions or change a
   * setting. Before it, nothing that a user or a file says may be run.
   */
  readonly seal: () => Promise<void>;
}

/** Opens an in-memory database for one dataset, which can load no extension. It is to be sealed. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  await mkdir(options.storage, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    temp_directory: options.storage,
    memory_limit: options.memory ?? '512MB',
    threads: String(options.threads ?? 2),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    max_expression_depth: '250',
  });
  const connection = await instance.connect();
  const seal = async (): Promise<void> => {
    await connection.run('set enable_external_access = false');
    await connection.run('set lock_configuration = true');
  };
  return { instance, connection, seal };
}
