/** An error whose message is for the user: what is wrong, and what to do next. */
export class HostError extends Error {
  override readonly name = 'HostError';
}

/** What to tell the user about anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
