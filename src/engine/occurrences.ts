import type { Comparison } from '../dataset/comparison.ts';
import { writeDecision } from '../dataset/writeDecision.ts';
import { isAdded } from '../edits/addition.ts';
import { type Decision, undecided } from '../edits/decision.ts';
import { decisionAt } from '../edits/decisions.ts';
import type { OpenDocument } from './openDocument.ts';
import type { KeyedRow } from './touchedRows.ts';
import { savedDecision } from './touching.ts';

/** An added comparison as the file holds it once it is saved, its edited texts included. */
export function addedComparison(doc: OpenDocument, row: number, { texts }: Decision): Comparison | null {
  const held = doc.touched.get(row);
  if (held === undefined) return null;
  const { bytes } = writeDecision(held.bytes, { ...undecided, texts }, doc.dataset);
  const read = doc.dataset.parse(row, bytes, held.row.line);
  return read.kind === 'comparison' ? read.comparison : null;
}

/** Counts how many comparisons of one key come before another in the file, those that were added included. */
export class Occurrences {
  readonly #doc: OpenDocument;
  readonly #own: ReadonlyMap<number, number>;
  readonly #added: readonly KeyedRow[];

  private constructor(doc: OpenDocument, own: ReadonlyMap<number, number>, added: readonly KeyedRow[]) {
    this.#doc = doc;
    this.#own = own;
    this.#added = added;
  }

  /** @param rows rows of the file that will be asked for */
  static async of(doc: OpenDocument, rows: readonly number[]): Promise<Occurrences> {
    const own = await doc.keys.occurrences(rows.filter(row => !isAdded(row)));
    const added = doc.added.rows.flatMap(row => {
      const comparison = addedComparison(doc, row, decisionAt(doc.decisions, row));
      return comparison === null ? [] : [{ row, key: comparison.key }];
    });
    return new Occurrences(doc, own, added);
  }

  /**
   * Of a row of the file.
   *
   * @param known what the review file says of it, as it was before anything was added
   */
  ofRow(row: number, key: string, known: number | undefined): number {
    return (known ?? this.#own.get(row) ?? 0) + this.#addedBefore(row, key, this.#doc.added.baseOf(row));
  }

  /** Of a comparison that was added behind a row, also of one that was taken away again. */
  async ofAdded(row: number, key: string, after: number): Promise<number> {
    const same = await this.#doc.table.rowsOfKey(key);
    return same.filter(one => !isAdded(one) && one <= after).length + this.#addedBefore(row, key, after);
  }

  #addedBefore(row: number, key: string, base: number): number {
    const { added } = this.#doc;
    return this.#added.filter(
      one => one.key === key && (added.baseOf(one.row) < base || (added.baseOf(one.row) === base && one.row < row)),
    ).length;
  }
}

/**
 * Rows of the file that are decided on and whose occurrence number the next save changes, because a comparison of the same
 * key comes or goes before them.
 */
export async function renumberedRows(doc: OpenDocument, changed: readonly number[]): Promise<number[]> {
  const rows = new Set<number>();
  for (const row of changed) {
    if (!isAdded(row)) continue;
    const [now, before] = [decisionAt(doc.decisions, row), savedDecision(doc, row)];
    for (const decision of [now, before]) {
      if (decision.added === undefined) continue;
      const key = addedComparison(doc, row, decision)?.key;
      if (key === undefined) continue;
      for (const one of await doc.table.rowsOfKey(key)) {
        if (!isAdded(one) && one > decision.added.after && doc.decisions.has(one)) rows.add(one);
      }
    }
  }
  return [...rows];
}
