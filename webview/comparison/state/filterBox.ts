import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { ColumnInfo, ColumnValue } from '../../../src/protocol/columns.ts';
import type { Overview } from '../../../src/protocol/overview.ts';
import type { View } from '../../../src/protocol/view.ts';
import { completed, type Offer, offeredNames, offeredValues, type Wanted, wantedAt } from './completion.ts';
import type { Remote } from './remote.ts';
import type { ViewRows } from './viewRows.ts';

/** Operators that plain words hardly hold: with one of them the text is taken as a condition. */
const operators = /[<>=]|\b(is\s+(not\s+)?null|i?like|between|in\s*\(|list_contains\s*\()/i;
const searchesKept = 20;

/** How what was typed is read. */
export type Reading = 'words' | 'sql';

/** What the box needs of the page around it. */
export interface FilterPage {
  readonly rows: ViewRows;
  readonly overview: ReadonlySignal<Overview | null>;
  setView(view: View): Promise<void>;
}

/** What is offered below the box. */
export interface Offered {
  readonly wanted: Wanted;
  readonly offers: readonly Offer[];
  /** The one that Enter takes; -1: none. */
  readonly active: number;
}

/** The filter box: what was typed, how it is read, what can be completed, and what was searched for before. */
export class FilterBox {
  readonly typed = signal('');
  /** What the user said of how to read it; null: as it looks. */
  readonly said = signal<Reading | null>(null);
  readonly reading = computed<Reading>(() => this.said.value ?? readingOf(this.typed.value));
  readonly offered = signal<Offered | null>(null);
  readonly searched;

  readonly #page: FilterPage;
  readonly #remote: Remote;
  #columns: Promise<readonly ColumnInfo[]> | null = null;
  #values = new Map<string, Promise<readonly ColumnValue[]>>();
  /** Goes up with every change: offers that come late are not shown. */
  #changes = 0;
  /** Place in the history; -1: what is being typed. */
  #place = -1;

  constructor(page: FilterPage, remote: Remote, searched: readonly string[]) {
    this.#page = page;
    this.#remote = remote;
    this.searched = signal(searched);
    // A view that came from elsewhere (a saved state, the host) shows its text too.
    effect(() => {
      const { text } = page.rows.view.value.filter;
      this.typed.value = text?.value ?? '';
      this.said.value = text === undefined || text.kind === readingOf(text.value) ? null : text.kind;
      this.close();
    });
    effect(() => {
      // An audit brings columns and values of its own; verdicts and tags come and go.
      void page.overview.value;
      this.#columns = null;
      this.#values.clear();
    });
  }

  /** What was typed changed; offers what can stand at the caret. */
  async type(text: string, caret: number): Promise<void> {
    this.typed.value = text;
    this.#place = -1;
    if (text === '') this.said.value = null;
    if (this.reading.value === 'sql') await this.offer(caret);
    else this.close();
  }

  /** Offers what can stand at the caret, in words mode too. */
  async offer(caret: number): Promise<void> {
    const change = ++this.#changes;
    const text = this.typed.value;
    const offered = await this.#offersAt(text, caret).catch(() => null);
    if (change === this.#changes) this.offered.value = offered;
  }

  close(): void {
    this.#changes++;
    this.offered.value = null;
  }

  /** Moves through what is offered, round. */
  move(step: 1 | -1): void {
    const { value: offered } = this.offered;
    if (offered === null) return;
    const n = offered.offers.length;
    const from = offered.active < 0 && step < 0 ? 0 : offered.active;
    this.offered.value = { ...offered, active: (from + step + n) % n };
  }

  /** Takes an offer (by default the one that is marked, or the first). Answers where the caret is then. */
  take(caret: number, index?: number): number | null {
    const { value: offered } = this.offered;
    const offer = offered?.offers[index ?? Math.max(0, offered.active)];
    if (offered == null || offer === undefined) return null;
    const next = completed(this.typed.value, caret, offered.wanted, offer);
    this.typed.value = next.text;
    this.said.value = 'sql';
    this.close();
    return next.caret;
  }

  /** An earlier (1) or later (-1) search, in place of what was typed. */
  recall(step: 1 | -1): void {
    const place = Math.min(Math.max(this.#place + step, -1), this.searched.value.length - 1);
    if (place === this.#place) return;
    this.#place = place;
    this.typed.value = place < 0 ? '' : (this.searched.value[place] ?? '');
    this.said.value = null;
  }

  /** Reads it the other way. */
  switchReading(): void {
    this.said.value = this.reading.value === 'sql' ? 'words' : 'sql';
    if (this.said.value === 'words') this.close();
  }

  /** Filters by what was typed; empty: no more. */
  async submit(): Promise<void> {
    this.close();
    const { value: view } = this.#page.rows.view;
    const { text: _, ...filter } = view.filter;
    const kind = this.reading.value;
    const value = withoutSign(this.typed.value.trim(), kind);
    if (value !== '') {
      this.searched.value = [value, ...this.searched.value.filter(other => other !== value)].slice(0, searchesKept);
    }
    this.#place = -1;
    await this.#page.setView({ ...view, filter: value === '' ? filter : { ...filter, text: { kind, value } } });
  }

  async #offersAt(text: string, caret: number): Promise<Offered | null> {
    const wanted = wantedAt(text, caret);
    if (wanted === null) return null;
    this.#columns ??= this.#remote.columns();
    const columns = await this.#columns;
    const offers =
      wanted.kind === 'name'
        ? offeredNames(wanted.prefix, columns)
        : columns.some(({ name }) => name === wanted.column)
          ? offeredValues(wanted.prefix, await this.#valuesOf(wanted.column))
          : [];
    return offers.length === 0 ? null : { wanted, offers, active: -1 };
  }

  #valuesOf(column: string): Promise<readonly ColumnValue[]> {
    const known = this.#values.get(column);
    if (known !== undefined) return known;
    const asked = this.#remote.values(column);
    this.#values.set(column, asked);
    return asked;
  }
}

function readingOf(text: string): Reading {
  return text.startsWith('=') || operators.test(text) ? 'sql' : 'words';
}

/** A leading equals sign says that a condition follows, as in a spreadsheet. */
function withoutSign(text: string, kind: Reading): string {
  return kind === 'sql' ? text.replace(/^=\s*/, '') : text;
}
