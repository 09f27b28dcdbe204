import { factsOf } from '../audit/factsOf.ts';
import { countNewlines } from '../dataset/countNewlines.ts';
import type { Facts } from '../table/records.ts';
import type { OpenDocument } from './openDocument.ts';

/** Lets added comparisons come and go with the decisions about them. */
export async function followAdded(doc: OpenDocument, rows: readonly number[]): Promise<void> {
  const added: Facts[] = [];
  const removed: number[] = [];
  for (const row of rows) {
    const decision = doc.decisions.get(row);
    const done = doc.added.follow(row, decision);
    if (done === 'removed') removed.push(row);
    if (done !== 'added' || decision?.added === undefined) continue;
    const { after, record } = decision.added;
    const line = doc.dataset.contents.index.line(after);
    doc.touched.keepOriginal(doc.dataset, row, Buffer.from(record, 'utf8'), line);
    added.push(factsOf(doc.touched.get(row)!.row));
  }
  if (removed.length > 0) await doc.table.removeFacts(removed);
  if (added.length > 0) await doc.table.addFacts(added);
  if (removed.length + added.length > 0) doc.versions.data++;
}

/** Tells added comparisons that the file holds now on which lines they are. */
export async function numberAddedLines(doc: OpenDocument): Promise<void> {
  const { index, added } = doc.dataset.contents;
  const rows = doc.added.rows.filter(row => added.has(row));
  const following = new Map<number, number>();
  for (const row of rows) {
    const { after } = added.get(row)!;
    const held = doc.touched.get(row)!;
    const line = following.get(after) ?? index.line(after) + linesOf(await doc.dataset.readBytes(after));
    following.set(after, line + linesOf(held.bytes));
    doc.touched.keepOriginal(doc.dataset, row, held.bytes, line);
  }
}

/** Lines that a record takes. */
function linesOf(record: Buffer): number {
  return 1 + countNewlines(record, 0, record.length);
}
