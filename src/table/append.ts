import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { DOUBLE, LIST, VARCHAR } from '@duckdb/node-api';
import type { AuditRecord, Facts, VerdictRecord } from './records.ts';

const strings = LIST(VARCHAR);
const doubles = LIST(DOUBLE);

/** Appends rows through DuckDB's appender; one call is one batch, visible when it returns. */
async function append<T>(
  connection: DuckDBConnection,
  table: string,
  items: readonly T[],
  write: (to: DuckDBAppender, item: T) => void,
): Promise<void> {
  if (items.length === 0) return;
  const appender = await connection.createAppender(table, 'store');
  try {
    for (const item of items) {
      write(appender, item);
      appender.endRow();
    }
  } finally {
    appender.closeSync();
  }
}

export function appendFacts(connection: DuckDBConnection, batch: readonly Facts[]): Promise<void> {
  return append(connection, 'facts', batch, (to, f) => {
    to.appendInteger(f.row);
    to.appendInteger(f.line);
    text(to, f.key);
    text(to, f.id);
    text(to, f.listId);
    text(to, f.promptHash);
    text(to, f.label);
    number(to, f.labelStrength);
    text(to, f.annotator);
    to.appendInteger(f.annotators);
    text(to, f.source);
    text(to, f.modelA);
    text(to, f.modelB);
    number(to, f.scoreA);
    number(to, f.scoreB);
    for (const n of [f.turns, f.charsPrompt, f.charsA, f.charsB, f.wordsPrompt, f.wordsA, f.wordsB])
      to.appendInteger(n);
    to.appendVarchar(clean(f.fields));
    to.appendBoolean(f.malformed);
  });
}

export function appendAudit(connection: DuckDBConnection, batch: readonly AuditRecord[]): Promise<void> {
  return append(connection, 'audit', batch, (to, a) => {
    to.appendInteger(a.row);
    number(to, a.p);
    number(to, a.pWrong);
    number(to, a.preferenceStrength);
    number(to, a.spread);
    to.appendList(a.findings, strings);
    to.appendList(a.scores, doubles);
    to.appendList(a.principlesFor, strings);
    to.appendList(a.principlesAgainst, strings);
    for (const margin of a.margins) number(to, margin);
  });
}

export function appendVerdicts(connection: DuckDBConnection, batch: readonly VerdictRecord[]): Promise<void> {
  return append(connection, 'verdicts', batch, (to, v) => {
    to.appendInteger(v.row);
    text(to, v.verdict);
    text(to, v.note);
    if (v.tags.length === 0) to.appendNull();
    else to.appendList(v.tags.map(clean), strings);
    to.appendBoolean(v.edited);
  });
}

function text(to: DuckDBAppender, value: string | null): void {
  if (value === null) to.appendNull();
  else to.appendVarchar(clean(value));
}

/** DuckDB refuses lone surrogates and stops at NUL. */
function clean(value: string): string {
  return value.replace(/[\p{Surrogate}\0]/gu, '\uFFFD');
}

function number(to: DuckDBAppender, value: number | null): void {
  if (value === null || !Number.isFinite(value)) to.appendNull();
  else to.appendDouble(value);
}
