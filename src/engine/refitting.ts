import type { RefitSettings, RefitState } from '../protocol/refit.ts';

/** What a refit needs of its document. */
export interface RefitTarget {
  /** True when there is an audit that decisions can make stale. */
  readonly audited: boolean;
  /** Rows whose label, texts or evidence are others than when they were audited. */
  readonly changes: number;
  /** Makes a new audit and shows it. @throws the signal's reason when it is raised */
  audit(settings: RefitSettings, signal: AbortSignal, onProgress: (share: number) => void): Promise<void>;
  /** The state changed. */
  announce(): void;
  /** A refit that nobody asked for failed; the audit that is shown stays. */
  failed(error: unknown): void;
}

/** Milliseconds between two reports of progress. */
const pace = 1_000;

/**
 * Keeps an audit up to date in the background: after so many changes and a pause it is made anew. A change that comes while
 * it runs does not stop it, as the next one would then come no sooner; it is made again later, and never for more than
 * half of the time.
 */
export class Refitting {
  readonly #target: RefitTarget;
  #settings: RefitSettings | null = null;
  #timer: NodeJS.Timeout | undefined;
  #running: { readonly stop: AbortController; readonly done: Promise<boolean>; share: number } | null = null;
  /** Changes that were there when a refit was cancelled or failed: it is not begun again for them alone. */
  #waived = 0;
  /** Milliseconds that the last one took. */
  #took = 0;
  #closed = false;

  constructor(target: RefitTarget) {
    this.#target = target;
  }

  /** What is under way, or null. */
  get state(): RefitState | null {
    return this.#running === null ? null : { share: this.#running.share };
  }

  /** Sets what to do from now on. */
  set(settings: RefitSettings): void {
    this.#settings = settings;
    this.#arm();
  }

  /** Something was decided: begins the pause anew. Where everything was taken back, a refit that runs is for nothing. */
  changed(): void {
    const { changes } = this.#target;
    this.#waived = Math.min(this.#waived, changes);
    if (changes === 0) this.#running?.stop.abort();
    this.#arm();
  }

  /** Makes the audit anew now, or joins the refit that runs. Settles when it is shown; false if it was cancelled. */
  now(): Promise<boolean> {
    clearTimeout(this.#timer);
    return this.#running?.done ?? this.#run();
  }

  /** Stops what runs; it begins again after as many changes more. Settles when nothing runs. */
  async cancel(): Promise<void> {
    clearTimeout(this.#timer);
    this.#waived = this.#target.changes;
    const running = this.#running;
    running?.stop.abort();
    await running?.done.catch(() => false);
  }

  /** For good. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#running?.stop.abort();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const after = this.#settings?.after ?? null;
    if (after === null || this.#closed || this.#running !== null || !this.#target.audited) return;
    if (this.#target.changes - this.#waived < after.changes) return;
    this.#timer = setTimeout(
      () => {
        this.#run().catch(error => {
          this.#waived = this.#target.changes;
          this.#target.failed(error);
        });
      },
      Math.max(after.pause, this.#took),
    );
    this.#timer.unref();
  }

  #run(): Promise<boolean> {
    const settings = this.#settings;
    if (settings === null || this.#closed) return Promise.resolve(false);
    const stop = new AbortController();
    const began = performance.now();
    const running = { stop, share: 0, done: this.#audit(settings, stop.signal) };
    this.#running = running;
    this.#target.announce();
    const over = (): void => {
      this.#running = null;
      this.#took = performance.now() - began;
      this.#target.announce();
    };
    running.done = running.done.then(
      done => {
        over();
        this.#waived = done ? 0 : this.#target.changes;
        this.#arm();
        return done;
      },
      error => {
        over();
        throw error;
      },
    );
    return running.done;
  }

  async #audit(settings: RefitSettings, signal: AbortSignal): Promise<boolean> {
    let reported = performance.now();
    const onProgress = (share: number): void => {
      if (this.#running !== null) this.#running.share = share;
      if (performance.now() - reported < pace) return;
      reported = performance.now();
      this.#target.announce();
    };
    try {
      await this.#target.audit(settings, signal, onProgress);
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }
}
