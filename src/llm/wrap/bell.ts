/** Lets many wait for something to happen, each until its own signal is raised. */
export class Bell {
  readonly #waiting = new Set<() => void>();

  /** Settles when it rings next. @throws the signal's reason */
  heard(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#waiting.delete(go);
        signal?.removeEventListener('abort', stop);
      };
      const go = (): void => {
        end();
        resolve();
      };
      const stop = (): void => {
        end();
        reject(signal?.reason as Error);
      };
      if (signal?.aborted) return reject(signal.reason as Error);
      this.#waiting.add(go);
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  /** Wakes all that wait. */
  ring(): void {
    for (const go of [...this.#waiting]) go();
  }
}
