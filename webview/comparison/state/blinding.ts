import { batch, type ReadonlySignal, type Signal } from '@preact/signals';
import { type View, wholeFile } from '../../../src/protocol/view.ts';
import type { Options } from './options.ts';
import type { Screen } from './shown.ts';
import type { ViewRows } from './viewRows.ts';

/** What blind mode needs of the page around it. */
export interface BlindingPage {
  readonly options: Signal<Options>;
  readonly screen: Signal<Screen>;
  readonly check: ReadonlySignal<View['filter']['check'] | null>;
  readonly rows: ViewRows;
  say(text: string): void;
  setView(view: View): Promise<void>;
}

/** Blind mode and the random check: how they are entered and left. What is hidden in them is in `editorState.ts`. */
export class Blinding {
  readonly #page: BlindingPage;
  /** What was shown before blind mode. */
  #before: View | null = null;

  constructor(page: BlindingPage) {
    this.#page = page;
  }

  /** Blind mode on or off. A view by finding or p would give the label away, so it is put aside meanwhile. */
  toggle(): void {
    const page = this.#page;
    if (page.check.value !== null) {
      void this.leaveCheck();
      return;
    }
    const blind = !page.options.value.blind;
    // At once: the label must not be seen, nor count as seen, on the way.
    batch(() => {
      this.#set(blind);
      page.screen.value = 'comparing';
    });
    page.say(blind ? 'Blind mode: label, scores and findings are hidden until your verdict.' : 'Blind mode is off.');
    if (blind) {
      const { finding: _finding, principle: _principle, dial: _dial, ...filter } = page.rows.view.value.filter;
      this.#before = page.rows.view.value;
      void page.setView({ filter, sort: 'position' });
    } else if (this.#before !== null) {
      void page.setView(this.#before);
      this.#before = null;
    }
  }

  /** Leaves the random check for the whole file; it is drawn again by the same command, with its verdicts. */
  async leaveCheck(): Promise<void> {
    this.#set(false);
    this.#page.say('The random check is left.');
    await this.#page.setView(wholeFile);
  }

  #set(blind: boolean): void {
    this.#page.options.value = { ...this.#page.options.value, blind };
  }
}
