/**
 * Does work under a signal that is raised when the first of several is, with its reason. `AbortSignal.any` will not do: Node
 * 20 may collect its signal while somebody listens to it, and then it is never raised.
 */
export async function underSignals<T>(
  signals: readonly AbortSignal[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const any = new AbortController();
  const raise = (event: Event): void => any.abort((event.target as AbortSignal).reason);
  for (const signal of signals) {
    if (signal.aborted) any.abort(signal.reason);
    signal.addEventListener('abort', raise, { once: true });
  }
  try {
    return await work(any.signal);
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', raise);
  }
}
