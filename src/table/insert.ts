import type { DuckDBConnection } from '@duckdb/node-api';
import {
  auditColumns,
  type Column,
  factColumns,
  marginColumn,
  objectiveColumnNames,
  verdictColumns,
} from './columns.ts';
import { jsonLines } from './jsonLines.ts';
import type { AuditRecord, AuditShape, VerdictRecord } from './records.ts';
import { rowsOfLines } from './rowsOfLines.ts';

/** Columns of the verdicts' own table. */
export const verdictTable: readonly Column[] = [{ name: 'row', type: 'INTEGER', about: '' }, ...verdictColumns];

/** Columns of the audit's own table. */
export function auditTable({ members, objectives }: AuditShape): Column[] {
  const numbers = [...members.map(marginColumn), ...objectiveColumnNames(objectives)];
  return [
    { name: 'row', type: 'INTEGER', about: '' },
    ...auditColumns,
    ...numbers.map(name => ({ name, type: 'DOUBLE', about: '' })),
  ];
}

/** @param lines - as `factsLines` writes them */
export function insertFacts(connection: DuckDBConnection, lines: string): Promise<void> {
  return insert(connection, 'facts', factColumns, lines);
}

export function insertAudit(
  connection: DuckDBConnection,
  table: string,
  shape: AuditShape,
  batch: readonly AuditRecord[],
): Promise<void> {
  const [members, objectives] = [shape.members.map(marginColumn), objectiveColumnNames(shape.objectives)];
  const rows = batch.map(a => ({
    row: a.row,
    p: a.p,
    p_wrong: a.pWrong,
    p_wrong_low: a.pWrongLow,
    p_wrong_high: a.pWrongHigh,
    preference_strength: a.preferenceStrength,
    spread: a.spread,
    consensus: a.consensus,
    preference_degree: a.preferenceDegree,
    ask_value: a.askValue,
    populations_for: a.populationsFor,
    populations_against: a.populationsAgainst,
    findings: a.findings,
    scores: a.scores,
    principles_for: a.principlesFor,
    principles_against: a.principlesAgainst,
    ...Object.fromEntries(members.map((name, k) => [name, a.margins[k]])),
    ...Object.fromEntries(objectives.map((name, k) => [name, a.objectives[k]])),
  }));
  return insert(connection, table, auditTable(shape), jsonLines(rows));
}

export function insertVerdicts(connection: DuckDBConnection, batch: readonly VerdictRecord[]): Promise<void> {
  const rows = batch.map(({ tags, ...verdict }) => ({ ...verdict, tags: tags.length === 0 ? null : tags }));
  return insert(connection, 'verdicts', verdictTable, jsonLines(rows));
}

/**
 * Inserts rows by one statement whose only parameter is a text of JSON Lines. DuckDB reads it on a thread of its own; its
 * appender would do the work, and wait for locks, on the caller's.
 */
async function insert(
  connection: DuckDBConnection,
  table: string,
  columns: readonly Column[],
  lines: string,
): Promise<void> {
  if (lines !== '') await connection.run(`insert into store.${table} ${rowsOfLines(columns)}`, { lines });
}
