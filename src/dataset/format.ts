import type { Decision } from '../edits/decision.ts';
import type { Comparison } from './comparison.ts';
import type { FieldMap } from './fieldMap.ts';
import type { ListPlace } from './lists/listPlace.ts';

/** A path into a JSON record, as in `jsonc-parser`. */
export type JsonPath = readonly (string | number)[];

/**
 * A change to a record that keeps every other byte: exchange the source text of two values, replace (or add) one value,
 * or put a copy of one value's source text in another's place. Patches of a list are applied one after the other.
 */
export type Patch =
  | { readonly kind: 'swap'; readonly first: JsonPath; readonly second: JsonPath }
  | { readonly kind: 'set'; readonly path: JsonPath; readonly value: unknown }
  | { readonly kind: 'copy'; readonly from: JsonPath; readonly to: JsonPath };

/** How sure a format is that it can read a file, from a few of its records. */
export interface Detection {
  /** 0 (no) to 1 (certain). The format with the highest score reads the file. */
  readonly score: number;
  /** Why, in words, for the user: "every record has `chosen` and `rejected` texts that begin with Human:". */
  readonly reasons: readonly string[];
  /** Which comparisons are made of its lists, as `--pairs` takes it; absent where a record is one comparison. */
  readonly pairs?: string;
  /** The fields that the format found, where it reads by field names; handed to `read` and `write`. */
  readonly map?: FieldMap;
}

/** What a format makes of a record: everything of a comparison but what the dataset adds. */
export type ReadComparison = Omit<Comparison, 'row' | 'line' | 'key'>;

/** Result of reading a record. */
export type ReadResult =
  | { readonly ok: true; readonly comparison: ReadComparison }
  | { readonly ok: false; readonly reason: string; readonly cure: string };

/** What of a decision a record can hold. */
export interface WriteResult {
  /** Changes to make in the record; empty if there is nothing to change. */
  readonly patches: readonly Patch[];
  /** Parts of the decision that only the sidecar can hold, in words: "a tie". */
  readonly notExpressed: readonly string[];
}

/** One family of file layouts. A new one is a file that implements this and a line in `formats.ts`. */
export interface Format {
  /** Stable id, for `--format` and settings: `hh`, `trl`, `openai`, `arena`, ... */
  readonly id: string;
  /** Name for users: "Anthropic HH-RLHF transcripts". */
  readonly name: string;
  detect(samples: readonly unknown[]): Detection;
  /** @param nth - which comparison of the record, from 0, where it holds several (see `rows`) */
  read(record: unknown, map: FieldMap | null, nth?: number): ReadResult;
  /** Expresses a decision in the record that was read into `comparison`. Verdicts: a, b, tie, both_bad; never drop or later. */
  write(record: unknown, comparison: ReadComparison, decision: Decision, map: FieldMap | null): WriteResult;
  /** How many rows a record makes, at least 1: rankings hold several comparisons. Absent: one. */
  readonly rows?: (record: unknown) => number;
  /** The list of which the nth comparison of a record is a pair, where records hold lists; null for a row that is none. */
  readonly listAt?: (record: unknown, nth: number) => ListPlace | null;
  /**
   * What a record has in common with the others that it makes comparisons with, where a record is a single response; null
   * for a record that is none. Absent: a record stands for itself.
   */
  readonly gather?: (record: unknown) => string | null;
}
