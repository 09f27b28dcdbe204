/**
 * An export that can't be made: what was asked for does not go together or can't be known (`choice`), or nothing is left to
 * be written (`nothing`). The message says why and what to do.
 */
export class ExportError extends Error {
  override readonly name = 'ExportError';

  constructor(
    message: string,
    readonly kind: 'choice' | 'nothing' = 'choice',
  ) {
    super(message);
  }
}
