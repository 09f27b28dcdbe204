import { type ReadonlySignal, signal } from '@preact/signals';

/** Looks between an answer and the next question. */
const rest = 2;
/** Looks without an answer after which the host counts as silent. */
const patience = 6;
/** Looks between two questions to a host that is silent. */
const again = 10;

/**
 * Knows whether the extension host still answers. It answers of itself, also while the engine is busy, so no answer means that it
 * is gone or stuck. Time is counted in looks, not by the clock: a machine that slept looked only once meanwhile.
 */
export class HostWatch {
  readonly #ask: () => Promise<unknown>;
  readonly #silent = signal(false);
  /** Looks since the last answer, or since the question that waits for one. */
  #looks = 0;
  #asked = false;

  /** @param ask settles when the host answers, with whatever */
  constructor(ask: () => Promise<unknown>) {
    this.#ask = ask;
  }

  /** The host has not answered for several looks. It may still do so, if it was but busy. */
  get silent(): ReadonlySignal<boolean> {
    return this.#silent;
  }

  /** To be called about once a second. */
  look(): void {
    this.#looks++;
    if (!this.#asked) {
      if (this.#looks >= rest) this.#question();
      return;
    }
    if (this.#looks < patience) return;
    this.#silent.value = true;
    // The question itself may be what was lost.
    if ((this.#looks - patience) % again === 0) this.#send();
  }

  #question(): void {
    this.#asked = true;
    this.#looks = 0;
    this.#send();
  }

  #send(): void {
    const answered = (): void => {
      this.#asked = false;
      this.#looks = 0;
      this.#silent.value = false;
    };
    this.#ask().then(answered, answered);
  }
}
