/** A filter or query that cannot be run; the message is for the user. */
export class TableError extends Error {
  override readonly name = 'TableError';
}
