import { type ReadonlySignal, signal } from '@preact/signals';
import type { Verdict } from '../../../src/edits/decision.ts';
import type { ListItem } from '../../../src/protocol/rows.ts';
import type { View } from '../../../src/protocol/view.ts';
import { messageOf } from './messageOf.ts';
import { positionOf } from './positionOf.ts';
import type { Remote } from './remote.ts';

/** Rows asked for at once. */
const pageSize = 100;
/** Pages kept; those asked for longest ago go first. */
const pagesKept = 40;

/** The rows of the view, a page at a time, as far as they were asked for. */
export class ViewRows {
  readonly #remote: Pick<Remote, 'window'>;
  readonly #view;
  readonly #total = signal<number | null>(null);
  readonly #error = signal<string | null>(null);
  readonly #errorAt = signal<number | null>(null);
  readonly #version = signal(0);
  readonly #pages = new Map<number, readonly ListItem[]>();
  readonly #asked = new Map<number, Promise<void>>();
  /** Goes up whenever earlier answers no longer count. */
  #generation = 0;
  /** The refresh that began last. */
  #refreshed: Promise<void> = Promise.resolve();
  /** Columns whose values are asked for with every row. */
  #columns: readonly string[] = [];

  constructor(remote: Pick<Remote, 'window'>, view: View) {
    this.#remote = remote;
    this.#view = signal(view);
  }

  get view(): ReadonlySignal<View> {
    return this.#view;
  }

  /** Rows in the view; null until the first answer. */
  get total(): ReadonlySignal<number | null> {
    return this.#total;
  }

  /** Why the view can't be shown (a bad condition), in words. */
  get error(): ReadonlySignal<string | null> {
    return this.#error;
  }

  /** Where in the condition the error is, from its start; null where that is not known. */
  get errorAt(): ReadonlySignal<number | null> {
    return this.#errorAt;
  }

  /** Shows another view: everything known is forgotten. */
  setView(view: View): void {
    this.#generation++;
    this.#pages.clear();
    this.#asked.clear();
    this.#view.value = view;
    this.#total.value = null;
    this.#error.value = null;
    this.#version.value++;
  }

  /** From now on rows come with values of these columns; what is on screen stays until they are there. */
  setColumns(columns: readonly string[]): void {
    if (columns.join() === this.#columns.join()) return;
    const fewer = columns.every(name => this.#columns.includes(name));
    this.#columns = columns;
    if (!fewer && this.#pages.size > 0) void this.refresh();
  }

  /**
   * Asks again for what is known; it stays on screen until the answer comes. Ends when what is known is at least as new as
   * the call: the answer to a refresh that another overtook is dropped, so the other is waited for.
   */
  async refresh(): Promise<void> {
    let last: Promise<void> = this.#askAgain();
    this.#refreshed = last;
    for (await last; last !== this.#refreshed; await last) last = this.#refreshed;
  }

  async #askAgain(): Promise<void> {
    this.#generation++;
    this.#asked.clear();
    // Oldest first in the map, so the last few are what is on screen; the rest is asked for again when it is scrolled to.
    const pages = [...this.#pages.keys()];
    for (const page of pages.slice(0, -3)) this.#pages.delete(page);
    const again = pages.slice(-3);
    await Promise.all((again.length > 0 ? again : [0]).map(page => this.#ask(page)));
  }

  /** The row at a position, if it is known. Reading it subscribes. */
  at(position: number): ListItem | undefined {
    void this.#version.value;
    return this.#pages.get(Math.floor(position / pageSize))?.[position % pageSize];
  }

  /** The row at a position, asked for if need be; undefined past the end. */
  async load(position: number): Promise<ListItem | undefined> {
    if (position < 0) return undefined;
    const known = this.at(position);
    if (known !== undefined) return known;
    // An answer that a refresh overtook is dropped; the refreshed view is asked instead.
    for (let tries = 0; tries < 5; tries++) {
      const generation = this.#generation;
      await this.#ask(Math.floor(position / pageSize));
      if (generation === this.#generation) break;
    }
    return this.at(position);
  }

  /** As `at`, without subscribing. */
  peek(position: number): ListItem | undefined {
    return this.#pages.get(Math.floor(position / pageSize))?.[position % pageSize];
  }

  /** The verdict on a row is another; a time at which it comes again is told by the engine alone. */
  showVerdict(row: number, verdict: Verdict | null): void {
    let changed = false;
    for (const [page, items] of this.#pages) {
      if (!items.some(item => item.row === row && item.again !== true && item.verdict !== verdict)) continue;
      changed = true;
      const shown = (item: ListItem): ListItem =>
        item.row === row && item.again !== true ? { ...item, verdict } : item;
      this.#pages.set(page, items.map(shown));
    }
    if (changed) this.#version.value++;
  }

  /** Asks for all rows from position `first` to `last` that are not known. */
  want(first: number, last: number): void {
    for (let page = Math.floor(Math.max(0, first) / pageSize); page * pageSize <= last; page++) {
      if (!this.#pages.has(page)) void this.#ask(page);
    }
  }

  #ask(page: number): Promise<void> {
    const running = this.#asked.get(page);
    if (running !== undefined) return running;
    const asked = this.#fetch(page, this.#generation);
    this.#asked.set(page, asked);
    return asked;
  }

  async #fetch(page: number, generation: number): Promise<void> {
    try {
      const { total, items } = await this.#remote.window(this.#view.value, page * pageSize, pageSize, this.#columns);
      if (generation !== this.#generation) return;
      this.#pages.delete(page);
      this.#pages.set(page, items);
      for (const old of [...this.#pages.keys()].slice(0, -pagesKept)) this.#pages.delete(old);
      this.#total.value = total;
      this.#error.value = null;
    } catch (error) {
      if (generation !== this.#generation) return;
      this.#total.value ??= 0;
      this.#errorAt.value = positionOf(error);
      this.#error.value = messageOf(error);
    }
    this.#asked.delete(page);
    this.#version.value++;
  }
}
