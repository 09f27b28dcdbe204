import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { ColumnInfo } from '../../../src/protocol/columns.ts';
import type { Overview } from '../../../src/protocol/overview.ts';
import type { TableLayout } from '../../../src/protocol/webview.ts';
import { messageOf } from './messageOf.ts';
import type { Options } from './options.ts';
import type { Remote } from './remote.ts';
import { everything, isSelected, joined, nothing, type Selection, selectedCount, toggled } from './selection.ts';
import { askedColumns, offeredColumns, shownColumns, type TableColumn, withDirection } from './tableColumns.ts';
import type { ViewRows } from './viewRows.ts';

/** Rows that a range of the selection may hold. */
const longestRange = 1_000_000;

/** What the table needs of the page around it. */
export interface TablePage {
  readonly options: ReadonlySignal<Options>;
  readonly overview: ReadonlySignal<Overview | null>;
  readonly blind: ReadonlySignal<boolean>;
  readonly rows: ViewRows;
  say(text: string): void;
}

/** Columns, widths and selection of the table view. */
export class TableView {
  readonly known = signal<readonly ColumnInfo[]>([]);
  readonly layout;
  readonly selection = signal<Selection>(nothing);
  /** Column that the arrows are on. */
  readonly column = signal(0);
  /** The arrows are on the heads, not on a row. */
  readonly onHeads = signal(false);
  readonly columnsOpen = signal(false);
  readonly offered = computed(() => offeredColumns(this.known.value, this.#page.blind.value));
  readonly columns = computed<readonly TableColumn[]>(() => {
    const { value: offered } = this.offered;
    const isAudited = this.#page.overview.value?.audited === true;
    const shown = shownColumns(offered, this.layout.value?.columns ?? null, isAudited);
    const { dial } = this.#page.rows.view.value.filter;
    return dial === undefined || this.#page.blind.value ? shown : withDirection(shown, offered, dial);
  });
  readonly selected = computed(() => selectedCount(this.selection.value, this.#page.rows.total.value ?? 0));

  readonly #page: TablePage;
  readonly #remote: Remote;
  /** Where a range begins. */
  #anchor = 0;

  constructor(page: TablePage, remote: Remote, layout: TableLayout | null) {
    this.#page = page;
    this.#remote = remote;
    this.layout = signal<TableLayout | null>(layout);
    effect(() => {
      // Asked again after an audit, which has columns of its own.
      void page.overview.value?.audited;
      void this.#learn();
    });
    effect(() => {
      const { table } = page.options.value;
      page.rows.setColumns(table ? askedColumns(this.columns.value) : []);
    });
    let filter = '';
    effect(() => {
      const now = JSON.stringify(page.rows.view.value.filter);
      if (now !== filter) this.selection.value = nothing;
      filter = now;
    });
  }

  isSelected(row: number): boolean {
    return isSelected(this.selection.value, row);
  }

  toggle(row: number, position: number): void {
    this.#anchor = position;
    this.selection.value = toggled(this.selection.value, row);
    this.#say();
  }

  /** Selects all from where the last selection began to a position. */
  async extend(to: number, from: number | null): Promise<void> {
    if (this.selected.value === 0 && from !== null) this.#anchor = from;
    const start = Math.min(this.#anchor, to);
    const count = Math.min(Math.abs(to - this.#anchor) + 1, longestRange);
    try {
      const { value: view } = this.#page.rows.view;
      const rows = await this.#remote.rows(view, start, count);
      if (view !== this.#page.rows.view.value) return;
      this.selection.value = joined(this.selection.value, rows);
      this.#say();
    } catch (error) {
      this.#page.say(messageOf(error));
    }
  }

  selectAll(): void {
    this.selection.value = everything;
    this.#say();
  }

  clear(): void {
    this.selection.value = nothing;
    this.#page.say('Nothing is selected.');
  }

  /** Shows a column, or hides it. */
  show(name: string, shown: boolean): void {
    const names = this.columns.value.map(column => column.name);
    const columns = shown ? [...names, name] : names.filter(other => other !== name);
    if (columns.length > 0) this.layout.value = { widths: {}, ...this.layout.value, columns };
  }

  resize(name: string, width: number): void {
    const { columns = this.columns.value.map(column => column.name), widths = {} } = this.layout.value ?? {};
    this.layout.value = { columns, widths: { ...widths, [name]: Math.round(Math.min(Math.max(width, 40), 1200)) } };
  }

  /** Puts a column at another place among those that are shown. */
  move(name: string, to: number): void {
    const names = this.columns.value.map(column => column.name);
    const from = names.indexOf(name);
    const place = Math.min(Math.max(to, 0), names.length - 1);
    if (from < 0 || from === place) return;
    names.splice(place, 0, ...names.splice(from, 1));
    this.layout.value = { widths: {}, ...this.layout.value, columns: names };
    this.#page.say(`Column ${name} is number ${place + 1} of ${names.length}.`);
  }

  /** Columns as they were at first. */
  reset(): void {
    this.layout.value = null;
  }

  widthOf({ name, width }: TableColumn): number | null {
    return this.layout.value?.widths[name] ?? width;
  }

  async #learn(): Promise<void> {
    try {
      this.known.value = await this.#remote.columns();
    } catch (error) {
      this.#page.say(messageOf(error));
    }
  }

  #say(): void {
    const n = this.selected.value;
    this.#page.say(n === 0 ? 'Nothing is selected.' : `${n.toLocaleString('en-US')} selected.`);
  }
}
