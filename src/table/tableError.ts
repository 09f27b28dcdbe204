/** A filter or query that cannot be run; the message is for the user. */
export class TableError extends Error {
  override readonly name = 'TableError';

  /** @param position where in the condition, from its start; null where that is not known */
  constructor(
    message: string,
    readonly position: number | null = null,
  ) {
    super(message);
  }
}
