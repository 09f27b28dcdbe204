/** Takes the bytes of a file in order and adds the records that it finds to an index. */
export interface Splitter {
  /** The next bytes; they may be cut anywhere, and are not kept. */
  push(bytes: Buffer): void;
  /** The file is over: a last record without its ending is added. */
  end(): void;
}
