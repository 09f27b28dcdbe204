import type { Comparison } from './comparison.ts';

/** A line that could not be read as a comparison. It stays in the file, byte for byte. */
export interface MalformedRow {
  readonly kind: 'malformed';
  readonly row: number;
  /** 1-based line of the file. */
  readonly line: number;
  /** Names the line by its bytes, for the review file: see `malformedKey`. */
  readonly key: string;
  /** The line as text, cut to `malformedPreview` characters. */
  readonly text: string;
  /** What is wrong, in words. */
  readonly reason: string;
  /** What to do about it, in words. */
  readonly cure: string;
}

/** A row that holds a comparison. */
export interface ComparisonRow {
  readonly kind: 'comparison';
  readonly row: number;
  readonly line: number;
  readonly comparison: Comparison;
}

/** A row of a dataset, in file order. */
export type Row = ComparisonRow | MalformedRow;

/** Characters of a malformed line that its row holds. */
export const malformedPreview = 2000;
