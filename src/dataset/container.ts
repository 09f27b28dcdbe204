import type { Patch } from './format.ts';
import type { RecordIndex } from './recordIndex.ts';
import type { Splitter } from './splitter.ts';

/** What the bytes of one record hold. */
export type ParsedRecord =
  | { readonly ok: true; readonly record: unknown }
  | { readonly ok: false; readonly reason: string; readonly cure: string };

/** How a file holds its records: lines, the elements of an array, or separated values. */
export interface Container {
  readonly kind: 'lines' | 'array' | 'separated';
  /** Offset of the first byte that the splitter is to be given. */
  readonly start: number;
  /** Bytes of the header with which separated values begin, blank lines before it counted, its line ending not. */
  readonly headerLength?: number;
  splitter(index: RecordIndex): Splitter;
  /** Parses a record's source text. */
  parse(text: string): ParsedRecord;
  /** A record's source text after patches. Throws a `RangeError` if a patch does not fit the record. */
  patch(text: string, patches: readonly Patch[]): string;
}
