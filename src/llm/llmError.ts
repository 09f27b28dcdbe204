/**
 * Why there is no answer. `busy` (429, 503, loading) and `broken` (5xx, connection lost, no valid reply) may pass;
 * `refused` (401, 403, 404, 400), `budget` and `too-long` won't.
 */
export type LlmTrouble = 'busy' | 'broken' | 'refused' | 'too-long' | 'budget';

/** A language model gave no answer. The message says what is wrong and what to do next. */
export class LlmError extends Error {
  override readonly name = 'LlmError';

  constructor(
    message: string,
    readonly trouble: LlmTrouble,
    /** Time (ms) after which the server asked to be asked again. */
    readonly retryAfter: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
