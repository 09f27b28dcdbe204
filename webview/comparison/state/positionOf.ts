/** Where in a condition an error is, from its start, if the engine said so in the data of its answer. */
export function positionOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('data' in error)) return null;
  const { data } = error;
  return typeof data === 'object' && data !== null && 'position' in data && typeof data.position === 'number'
    ? data.position
    : null;
}
