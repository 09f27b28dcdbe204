import type { WrittenRows } from './addedRecords.ts';
import type { FieldMap } from './fieldMap.ts';
import type { Detection } from './format.ts';
import type { ParquetConverter } from './openText.ts';
import type { PairPolicy } from './pairPolicy.ts';
import type { Row } from './row.ts';

/** The format that reads an open dataset, and why. */
export interface DetectedFormat extends Detection {
  readonly id: string;
  readonly name: string;
  /** True where the user chose the format or the fields. */
  readonly byUser: boolean;
}

/** A change on disk that somebody else made since the dataset was opened or saved. */
export type OutsideChange = 'none' | 'changed' | 'appended' | 'missing';

/** Identity of a file's content: size in bytes, mtime in ms, and a hash of its head, middle and tail. */
export interface Fingerprint {
  readonly size: number;
  readonly mtimeMs: number;
  readonly hash: string;
}

/**
 * A preference file that is open. Rows are read by position and parsed on demand; the text is never held as a whole.
 * Rows are the records in file order (blank lines are none), malformed ones included.
 */
export interface Dataset {
  readonly path: string;
  readonly format: DetectedFormat;
  readonly map: FieldMap | null;
  readonly fingerprint: Fingerprint;
  /** How edits are saved: into the file itself, or (compressed and array files) into the sidecar only, with the reason. */
  readonly writable: { readonly file: true } | { readonly file: false; readonly why: string };
  /** Rows indexed so far. Rows below this number can be read. */
  readonly rowCount: number;
  readonly indexed: boolean;
  /** Settles when the whole file is indexed; rejects with an `AbortError` if it was closed before. */
  readonly ready: Promise<void>;
  /** Rows `start` to `start + count` (fewer at the end), in order. */
  read(start: number, count: number): Promise<Row[]>;
  /** The record's source bytes, without its line ending. */
  readBytes(row: number): Promise<Buffer>;
  /**
   * What given source bytes read as in place of a row's own: for rows whose original bytes the engine keeps.
   *
   * @param line that the row is told to be on (default: the row's own)
   */
  parse(row: number, bytes: Buffer, line?: number): Row;
  /** All rows in order, in batches of bounded bytes. Waits for the index as needed. */
  batches(signal?: AbortSignal): AsyncIterable<readonly Row[]>;
  outsideChange(): Promise<OutsideChange>;
  close(): Promise<void>;
}

/** Options of `openDataset`. */
export interface OpenOptions {
  /** Format id, where the user chose it. */
  readonly format?: string;
  readonly map?: FieldMap;
  /** Records that saves of an earlier session with the file added, by the numbers of their comparisons: they are no rows. */
  readonly written?: WrittenRows;
  /** Folder for expanded copies of compressed files; it is created. */
  readonly storage: string;
  /** Which comparisons are made of rankings and ratings; by default the best against the worst. */
  readonly pairs?: PairPolicy;
  /** Turns Parquet files into JSON Lines; without it they are refused. */
  readonly parquet?: ParquetConverter;
  readonly signal?: AbortSignal;
  /** Called at most ten times a second with bytes indexed and the size of the file. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Called at most ten times a second with the share done, from 0 to 1, where responses are gathered into lists before the opening. */
  readonly onGather?: (share: number) => void;
}
