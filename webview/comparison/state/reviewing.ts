import { signal } from '@preact/signals';
import type { Agreement, ViewProgress } from '../../../src/protocol/review.ts';
import type { View } from '../../../src/protocol/view.ts';
import type { Remote } from './remote.ts';

/** How far the review is, and how the reviewer's verdicts compare; as the engine counted last. */
export class Reviewing {
  readonly agreement = signal<Agreement | null>(null);

  readonly #remote: Remote;
  readonly #progress = signal<{ readonly view: View; readonly of: ViewProgress } | null>(null);
  #asked = 0;

  constructor(remote: Remote) {
    this.#remote = remote;
  }

  /** The progress of a view, if it was counted. Reading it subscribes. */
  progress(view: View): ViewProgress | null {
    const known = this.#progress.value;
    return known?.view === view ? known.of : null;
  }

  /** Counts anew; a later call makes an earlier answer void. A view that can't be shown has no progress. */
  async refresh(view: View, { agreement }: { readonly agreement: boolean }): Promise<void> {
    const asked = ++this.#asked;
    const [of, agree] = await Promise.all([
      this.#remote.progress(view).catch(() => null),
      agreement ? this.#remote.agreement().catch(() => null) : null,
    ]);
    if (asked !== this.#asked) return;
    this.#progress.value = of === null ? null : { view, of };
    if (agree !== null) this.agreement.value = agree;
  }
}
