import type { DuckDBConnection } from '@duckdb/node-api';
import {
  auditColumns,
  type Column,
  factColumns,
  marginColumn,
  objectiveColumnNames,
  verdictColumns,
} from './columns.ts';
import type { AuditRecord, AuditShape, Facts, VerdictRecord } from './records.ts';

type Value = string | number | boolean | null | readonly string[] | readonly number[];

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

export function insertFacts(connection: DuckDBConnection, batch: readonly Facts[]): Promise<void> {
  return insert(connection, 'facts', factColumns, batch, f => [
    f.row,
    f.line,
    text(f.key),
    text(f.id),
    text(f.listId),
    text(f.promptHash),
    text(f.label),
    f.labelStrength,
    text(f.annotator),
    f.annotators,
    f.annotatorNames.length === 0 ? null : f.annotatorNames.map(clean),
    text(f.system),
    text(f.source),
    text(f.modelA),
    text(f.modelB),
    f.scoreA,
    f.scoreB,
    f.turns,
    f.charsPrompt,
    f.charsA,
    f.charsB,
    f.wordsPrompt,
    f.wordsA,
    f.wordsB,
    text(f.fields),
    f.malformed,
  ]);
}

export function insertAudit(
  connection: DuckDBConnection,
  table: string,
  shape: AuditShape,
  batch: readonly AuditRecord[],
): Promise<void> {
  return insert(connection, table, auditTable(shape), batch, a => [
    a.row,
    a.p,
    a.pWrong,
    a.pWrongLow,
    a.pWrongHigh,
    a.preferenceStrength,
    a.spread,
    a.consensus,
    a.preferenceDegree,
    a.askValue,
    a.populationsFor,
    a.populationsAgainst,
    a.findings,
    a.scores,
    a.principlesFor.map(clean),
    a.principlesAgainst.map(clean),
    ...a.margins,
    ...a.objectives,
  ]);
}

export function insertVerdicts(connection: DuckDBConnection, batch: readonly VerdictRecord[]): Promise<void> {
  return insert(connection, 'verdicts', verdictTable, batch, v => [
    v.row,
    text(v.verdict),
    text(v.given),
    text(v.recorded),
    text(v.note),
    v.tags.length === 0 ? null : v.tags.map(clean),
    v.edited,
  ]);
}

/**
 * Inserts rows by one statement whose only parameter is a JSON text. DuckDB reads it on a thread of its own; its appender
 * would do the work, and wait for locks, on the caller's.
 */
async function insert<T>(
  connection: DuckDBConnection,
  table: string,
  columns: readonly Column[],
  items: readonly T[],
  values: (item: T) => readonly Value[],
): Promise<void> {
  if (items.length === 0) return;
  // Columns of the type JSON come as text, which the insert casts.
  const types = columns.map(({ type }, i) => [`c${i}`, type === 'JSON' ? 'VARCHAR' : type]);
  const rows = items.map(item => Object.fromEntries(values(item).map((value, i) => [`c${i}`, value])));
  await connection.run(
    `insert into store.${table} select unnest(from_json($rows::json, '${JSON.stringify([Object.fromEntries(types)])}'), recursive := true)`,
    { rows: JSON.stringify(rows) },
  );
}

function text(value: string | null): string | null {
  return value === null ? null : clean(value);
}

/** DuckDB takes neither lone surrogates nor NUL. */
function clean(value: string): string {
  return value.replace(/[\p{Surrogate}\0]/gu, '\uFFFD');
}
