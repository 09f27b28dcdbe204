import type { DuckDBConnection } from '@duckdb/node-api';
import { type Column, factColumns } from './columns.ts';
import { auditTable, verdictTable } from './insert.ts';
import type { AuditShape } from './records.ts';

/** Makes the empty tables of facts and verdicts. An audit's table and the view come with `createNext` and `showNext`. */
export async function createStore(connection: DuckDBConnection): Promise<void> {
  await connection.run('create schema store');
  await connection.run(`create table store.facts (${definition(factColumns)})`);
  await connection.run(`create table store.verdicts (${definition(verdictTable)})`);
}

/** Makes the empty table of the next audit, which nobody sees yet. */
export async function createNext(connection: DuckDBConnection, shape: AuditShape): Promise<void> {
  await connection.run(`drop table if exists store.next; create table store.next (${definition(auditTable(shape))})`);
}

/** Puts the next audit in the place of the one that is shown. */
export async function showNext(connection: DuckDBConnection): Promise<void> {
  // One transaction: a reader sees the old view or the new one, never none.
  await connection.run(
    `begin;
     drop view if exists v;
     drop table if exists store.audit;
     alter table store.next rename to audit;
     create view v as select f.*, a.* exclude (row), d.* exclude (row) from store.facts f
     left join store.audit a on a.row = f.row left join store.verdicts d on d.row = f.row;
     commit`,
  );
}

function definition(columns: readonly Column[]): string {
  return columns.map(c => `"${c.name}" ${c.type}`).join(', ');
}
