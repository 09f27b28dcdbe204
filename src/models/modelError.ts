/** What kind of trouble a `ModelError` is about. */
export type ModelErrorKind =
  | 'manifest'
  | 'busy'
  | 'unknown'
  | 'exists'
  | 'missing'
  | 'changed'
  | 'refused'
  | 'recipe'
  | 'offline'
  | 'denied'
  | 'not-found'
  | 'server'
  | 'mismatch'
  | 'disk'
  | 'unsupported';

/** An error about a model, with words for the user: what is wrong and what to do next. */
export class ModelError extends Error {
  override readonly name = 'ModelError';

  /**
   * @param kind what programs can act on
   * @param problem what is wrong, as a sentence without its full stop
   * @param cure what to do next, as a sentence without its full stop
   */
  constructor(
    readonly kind: ModelErrorKind,
    readonly problem: string,
    readonly cure: string,
    options?: ErrorOptions,
  ) {
    super(`${problem}. ${cure}.`, options);
  }
}
