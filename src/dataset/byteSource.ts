import type { FileHandle } from 'node:fs/promises';

/** The text of a preference file: a stream to index once, and a file to read from by position. */
export interface ByteSource {
  /** Reads by position; what the stream has given out can be read. */
  readonly handle: FileHandle;
  /** Bytes that the progress of `done` is measured against: the size of the file on disk. */
  readonly size: number;
  /** Bytes of the file on disk that the stream has consumed. */
  readonly done: number;
  /** The text in order, in chunks that are valid until the next one is asked for. */
  chunks(): AsyncGenerator<Buffer>;
  /** Set after the stream has ended early: why the rest can't be read, and what to do. */
  readonly trouble: { readonly reason: string; readonly cure: string } | null;
  close(): Promise<void>;
}
