import type { Row } from '../dataset/row.ts';
import type { Verdict } from '../edits/decision.ts';
import type { OpenDocument } from './openDocument.ts';
import type { LabelledRow, ShownAudit } from './shownAudit.ts';

/** Rows that are read at once. */
const staleBatch = 1024;

/** Compares what is decided now with what was when the rows were audited. */
export async function markStale(doc: OpenDocument, shown: ShownAudit, rows: readonly number[]): Promise<void> {
  if (doc.audit === null) return;
  // Only what says something of the label must be compared with the one that the record holds.
  const asked = rows.filter(row => isLabel(doc.decisions.get(row)?.verdict ?? null));
  const unread = new Set(asked);
  shown.compare(
    rows.filter(row => !unread.has(row)).map(row => ({ row, recorded: null })),
    doc.decisions,
  );
  for (let start = 0; start < asked.length; start += staleBatch) {
    const read = await doc.readRows(asked.slice(start, start + staleBatch));
    shown.compare(read.map(labelled), doc.decisions);
  }
}

function isLabel(verdict: Verdict | null): boolean {
  return verdict !== null && verdict !== 'later' && verdict !== 'drop';
}

function labelled(row: Row): LabelledRow {
  return { row: row.row, recorded: row.kind === 'comparison' ? row.comparison.label : null };
}
