import type { Comparison } from '../dataset/comparison.ts';
import type { KeyPlaces } from '../dataset/keyPlaces.ts';
import { writeDecision } from '../dataset/writeDecision.ts';
import { isAdded } from '../edits/addition.ts';
import { type Decision, undecided } from '../edits/decision.ts';
import type { OpenDocument } from './openDocument.ts';

/** An added comparison as the file holds it once it is saved, its edited texts included. */
export function addedComparison(doc: OpenDocument, row: number, { texts }: Decision): Comparison | null {
  const held = doc.touched.get(row);
  if (held === undefined) return null;
  const { bytes } = writeDecision(held.bytes, { ...undecided, texts }, doc.dataset);
  const read = doc.dataset.parse(row, bytes, held.row.line);
  return read.kind === 'comparison' ? read.comparison : null;
}

/** Tells how many comparisons of one key come before another in the file. */
export class Occurrences {
  readonly #own: ReadonlyMap<number, number>;
  readonly #places: KeyPlaces;

  private constructor(own: ReadonlyMap<number, number>, places: KeyPlaces) {
    this.#own = own;
    this.#places = places;
  }

  /**
   * @param rows rows that will be asked for
   * @param places where added comparisons stand
   */
  static async of(doc: OpenDocument, rows: readonly number[], places: KeyPlaces): Promise<Occurrences> {
    return new Occurrences(await doc.keys.occurrences(rows.filter(row => !isAdded(row))), places);
  }

  /**
   * Of a row.
   *
   * @param known its place by the review file, for a row of the file
   */
  of(row: number, key: string, known?: number): number {
    const place = isAdded(row) ? row : (known ?? this.#own.get(row) ?? 0);
    return this.#places.occurrenceOf(key, place) ?? 0;
  }
}
