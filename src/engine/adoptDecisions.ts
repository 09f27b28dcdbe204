import { isUndecided } from '../edits/decision.ts';
import type { OpenDocument } from './openDocument.ts';
import type { FactsBatch } from './taskTypes/facts.ts';

/** Takes over what the review file says, but for rows that this session has touched. Answers the rows that it was of. */
export async function adoptDecisions(
  doc: OpenDocument,
  { decided, reviews }: Pick<FactsBatch, 'decided' | 'reviews'>,
): Promise<number[]> {
  for (const { row, said } of reviews) doc.reviewers.set(row, said);
  const rows: number[] = [];
  for (const { row, decision, key, occurrence } of decided) {
    doc.sidecarRefs.set(row, { key, occurrence });
    doc.keys.hold(row, key);
    if (doc.touched.has(row) || isUndecided(decision)) continue;
    doc.decisions.set(row, decision);
    rows.push(row);
  }
  if (rows.length > 0) await doc.decided(rows);
  return rows;
}
