import type { Comparison, Label } from '../../dataset/comparison.ts';
import { responseHash } from '../../dataset/comparisonKey.ts';
import type { EnsembleResult } from '../ensembleResult.ts';

/** What an annotator said of a pair of texts, in an order of the two that does not depend on the label. */
export interface AnnotatorVote {
  /** Pair of texts, from 0. */
  readonly unit: number;
  readonly annotator: number;
  /** +1: the first of the pair is better; -1: the second; 0: a tie; null: both are bad. */
  readonly side: 1 | -1 | 0 | null;
  /** Whether the first of the pair was shown first: +1, -1, or 0 where the file does not say. */
  readonly shownFirst: 1 | -1 | 0;
  /** Whether the first of the pair is the longer text: +1, -1, 0. */
  readonly longer: 1 | -1 | 0;
  /** Milliseconds since 1970, where the file gives a time that can be read. */
  readonly time: number | null;
}

/** All annotations of a file. */
export interface AnnotatorVotes {
  readonly votes: readonly AnnotatorVote[];
  readonly names: readonly string[];
  readonly units: number;
  /** Prompt of each unit: votes under one prompt are not independent. */
  readonly promptOf: Int32Array;
  /** Unit of each comparison, and +1 where its side a is the first of the pair, else -1. */
  readonly unitOf: Int32Array;
  readonly turn: Int8Array;
}

/**
 * Collects the annotations of all rows, by pair of texts: rows that compare the same texts under the same prompt are one
 * unit. The order within a pair is by hash of the text: in an order of chosen and rejected every class model degenerates.
 */
export function annotatorVotes(
  comparisons: readonly Comparison[],
  { prepared: { items } }: Pick<EnsembleResult, 'prepared'>,
): AnnotatorVotes {
  const hashes = new Map<number, string>();
  const hashOf = (item: number, comparison: Comparison, side: 'a' | 'b'): string => {
    const known = hashes.get(item);
    if (known !== undefined) return known;
    const hash = responseHash(comparison[side]);
    hashes.set(item, hash);
    return hash;
  };
  const units = new Map<string, number>();
  const people = new Map<string, number>();
  const promptOf: number[] = [];
  const unitOf = new Int32Array(comparisons.length);
  const turn = new Int8Array(comparisons.length);
  const votes: AnnotatorVote[] = [];
  for (const [i, comparison] of comparisons.entries()) {
    const [a, b] = [items.a[i]!, items.b[i]!];
    const aFirst = hashOf(a, comparison, 'a') <= hashOf(b, comparison, 'b');
    const unit = numberOf(units, aFirst ? `${a},${b}` : `${b},${a}`);
    if (unit === promptOf.length) promptOf.push(items.promptOfRow[i]!);
    unitOf[i] = unit;
    turn[i] = aFirst ? 1 : -1;
    const sign = aFirst ? 1 : -1;
    const longer = Math.sign(items.texts[a]!.trim().length - items.texts[b]!.trim().length) * sign;
    for (const { annotator, label, time } of comparison.annotations) {
      if (label === null) continue;
      votes.push({
        unit,
        annotator: numberOf(people, annotator),
        side: voteSide(label, sign),
        shownFirst: comparison.positioned ? sign : 0,
        longer: longer as 1 | -1 | 0,
        time: timeOf(time),
      });
    }
  }
  return { votes, names: [...people.keys()], units: units.size, promptOf: Int32Array.from(promptOf), unitOf, turn };
}

function numberOf<K>(numbers: Map<K, number>, key: K): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

/** What a vote says of a pair. @param sign - +1 where side a is the first of the pair, else -1 */
export function voteSide(label: Label, sign: 1 | -1): AnnotatorVote['side'] {
  if (label === 'a') return sign;
  if (label === 'b') return sign > 0 ? -1 : 1;
  return label === 'tie' ? 0 : null;
}

/** Seconds or milliseconds since 1970, or a date as text. */
function timeOf(time: string | undefined): number | null {
  if (time === undefined) return null;
  const number = Number(time);
  if (Number.isFinite(number) && number > 1e8) return number > 1e11 ? number : 1000 * number;
  const parsed = Date.parse(time);
  return Number.isNaN(parsed) ? null : parsed;
}
