/** What kind of trouble a `DatasetError` is about. */
export type DatasetErrorKind =
  | 'missing'
  | 'not-a-file'
  | 'empty'
  | 'unreadable'
  | 'encoding'
  | 'unrecognised'
  | 'not-read-yet'
  | 'bad-map'
  | 'outside-change'
  | 'not-writable'
  | 'too-large'
  | 'file-trouble';

/** An error about a preference file, with words for the user: what is wrong, where, and what to do next. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';

  /**
   * @param kind what programs can act on
   * @param file path of the file
   * @param problem what is wrong, as a sentence without its full stop
   * @param cure what to do next, as a sentence without its full stop
   * @param line 1-based line, where the trouble has one
   */
  constructor(
    readonly kind: DatasetErrorKind,
    readonly file: string,
    readonly problem: string,
    readonly cure: string,
    readonly line?: number,
  ) {
    super(`${file}${line === undefined ? '' : `:${line}`}: ${problem}. ${cure}.`);
  }
}
