import type { ReadonlySignal, Signal } from '@preact/signals';
import type { Overview } from '../../../src/protocol/overview.ts';
import type { View } from '../../../src/protocol/view.ts';
import { Coalesced } from './coalesced.ts';
import { messageOf } from './messageOf.ts';
import type { Options } from './options.ts';
import type { Remote } from './remote.ts';
import type { Reviewing } from './reviewing.ts';
import type { Notice } from './shown.ts';
import type { ViewRows } from './viewRows.ts';

/** What counting needs of the page around it. */
export interface CountingPage {
  readonly options: ReadonlySignal<Options>;
  readonly overview: Signal<Overview | null>;
  readonly notice: Signal<Notice | null>;
  readonly reviewing: Reviewing;
  readonly rows: ViewRows;
}

/**
 * Has the engine count anew: the overview, and how far the view is. The overview lags behind a fast reviewer rather than hold
 * each verdict up; progress, with what was confirmed, is counted at once.
 */
export class Counting {
  readonly #page: CountingPage;
  readonly #remote: Remote;
  readonly #progressing = new Coalesced(() => this.view(this.#page.rows.view.value));
  readonly #counting: Coalesced;

  /** @param pause - milliseconds between two counts of the overview */
  constructor(page: CountingPage, remote: Remote, pause: number) {
    this.#page = page;
    this.#remote = remote;
    this.#counting = new Coalesced(() => this.#all(), pause);
  }

  /** Overview and progress. A failure is shown in place. */
  overview(): Promise<void> {
    return this.#counting.run();
  }

  /** Progress of the view that is shown. */
  progress(): Promise<void> {
    return this.#progressing.run();
  }

  /** Progress of a view that is about to be shown. */
  view(view: View): Promise<void> {
    const agreement = this.#page.options.value.blind || view.filter.check !== undefined;
    return this.#page.reviewing.refresh(view, { agreement });
  }

  async #all(): Promise<void> {
    try {
      const [overview] = await Promise.all([this.#remote.overview(), this.progress()]);
      this.#page.overview.value = overview;
    } catch (error) {
      this.#page.notice.value = { kind: 'error', text: messageOf(error) };
    }
  }
}
