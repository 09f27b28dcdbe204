import { type AddedPlace, KeyPlaces } from '../dataset/keyPlaces.ts';
import { isAdded } from '../edits/addition.ts';
import type { Decision } from '../edits/decision.ts';
import { decisionAt } from '../edits/decisions.ts';
import { addedComparison } from './occurrences.ts';
import type { OpenDocument } from './openDocument.ts';
import { savedDecision } from './touching.ts';

/** Where added comparisons stand by the file as it is on disk. */
export function placesOnDisk(doc: OpenDocument): Promise<KeyPlaces> {
  return placesOf(
    doc,
    [...doc.dataset.contents.added.keys()].map(row => [row, savedDecision(doc, row)] as const),
  );
}

/** Where added comparisons stand once the document is saved. */
export function placesNow(doc: OpenDocument): Promise<KeyPlaces> {
  return placesOf(
    doc,
    doc.added.rows.map(row => [row, decisionAt(doc.decisions, row)] as const),
  );
}

async function placesOf(doc: OpenDocument, rows: readonly (readonly [number, Decision])[]): Promise<KeyPlaces> {
  const added = new Map<string, AddedPlace[]>();
  const after = ({ added: addition }: Decision): number => addition?.after ?? 0;
  for (const [row, decision] of rows.toSorted(([x, a], [y, b]) => after(a) - after(b) || x - y)) {
    const key = addedComparison(doc, row, decision)?.key;
    if (key === undefined) continue;
    const place = { row, before: await ownBefore(doc, key, after(decision)) };
    added.set(key, [...(added.get(key) ?? []), place]);
  }
  return new KeyPlaces(added);
}

/** How many rows of the file up to `last` the review file counts under a key: by their texts before they were edited. */
async function ownBefore(doc: OpenDocument, key: string, last: number): Promise<number> {
  const same = new Set((await doc.table.rowsOfKey(key)).filter(row => !isAdded(row) && row <= last));
  for (const [row, ref] of doc.sidecarRefs) {
    if (isAdded(row) || row > last) continue;
    if (ref.key === key) same.add(row);
    else same.delete(row);
  }
  return same.size;
}
