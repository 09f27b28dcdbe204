import type { View } from '../protocol/view.ts';
import { listedRows, type RowList } from './rowList.ts';

/** Rows without a verdict, after the one that is shown, that keep their places when an audit is replaced. */
const ahead = 10;
/** Rows looked at to find them: those with a verdict are passed over. */
const farthest = 500;

/** What a reviewer looks at. */
export interface Place {
  readonly view: View;
  readonly row: number;
}

interface Pin {
  /** What stands first in the view, in order. */
  readonly rows: Int32Array;
  /** Those of them that the audit which came then no longer puts into the view; null until that is known. */
  stays: ReadonlySet<number> | null;
  /** Orders made of the view's own rows. */
  readonly made: WeakMap<Int32Array, RowList>;
}

/**
 * Keeps the order under a reviewer when a new audit changes it: what the reviewer has passed in a view, the row that is
 * shown and the next ten without a verdict stay where they were, and all other rows follow in the new order. It holds as
 * long as an editor shows that view; chosen anew, a view is in its own order.
 */
export class PinnedViews {
  /** By the id of the editor. */
  readonly #places = new Map<string, Place>();
  readonly #pins = new Map<string, Pin>();
  readonly #isOpen: (row: number) => boolean;
  readonly #compare: (x: number, y: number) => number;

  /**
   * @param isOpen whether a row waits for a verdict
   * @param compare the order of the file
   */
  constructor(isOpen: (row: number) => boolean, compare = (x: number, y: number): number => x - y) {
    this.#isOpen = isOpen;
    this.#compare = compare;
  }

  /** An editor shows another view or row, or (null) is closed. */
  look(editor: string, place: Place | null): void {
    if (place === null) this.#places.delete(editor);
    else this.#places.set(editor, place);
    const shown = new Set([...this.#places.values()].map(({ view }) => keyOf(view)));
    for (const key of this.#pins.keys()) if (!shown.has(key)) this.#pins.delete(key);
  }

  /** Pins what editors show, before another audit is shown. `rowsOf` gives the rows of a view as they are now. */
  async hold(rowsOf: (view: View) => Promise<RowList>): Promise<void> {
    const ends = new Map<string, { readonly rows: RowList; end: number }>();
    for (const { view, row } of [...this.#places.values()]) {
      // The order of a random check is drawn, whatever an audit says.
      if (view.filter.check !== undefined) continue;
      // A view that can't be shown has no order to keep.
      const rows = await rowsOf(view).catch(() => null);
      const at = rows?.indexOf(row) ?? -1;
      if (rows === null || at < 0) continue;
      const end = this.#endOf(rows, at);
      ends.set(keyOf(view), { rows, end: Math.max(end, ends.get(keyOf(view))?.end ?? 0) });
    }
    for (const [key, { rows, end }] of ends) this.#pins.set(key, pinOf(Int32Array.from(rows.slice(0, end))));
  }

  /** The other audit is shown now: what it no longer puts into a view is told anew. */
  settle(): void {
    for (const [key, { rows }] of [...this.#pins]) this.#pins.set(key, pinOf(rows));
  }

  /** Shows every view in its own order, as after another file was loaded. */
  clear(): void {
    this.#pins.clear();
  }

  /** The rows of a view, which are `rows` in its own order, in the order in which they are shown. */
  order(view: View, rows: RowList): RowList {
    const pin = rows.array === null ? undefined : this.#pins.get(keyOf(view));
    if (pin === undefined || rows.array === null) return rows;
    const known = pin.made.get(rows.array);
    if (known !== undefined) return known;
    const made = listedRows(this.#ordered(view, rows.array, pin));
    pin.made.set(rows.array, made);
    return made;
  }

  #ordered({ filter, sort, descending = false }: View, rows: Int32Array, pin: Pin): Int32Array {
    const own = new Set(rows);
    pin.stays ??= new Set(pin.rows.filter(row => !own.has(row)));
    const { stays } = pin;
    const wanted = (row: number): boolean =>
      filter.verdict === undefined || this.#isOpen(row) === (filter.verdict === 'open');
    const first = pin.rows.filter(row => own.has(row) || (stays.has(row) && wanted(row)));
    const pinned = new Set(first);
    const all = Int32Array.from([...first, ...rows.filter(row => !pinned.has(row))]);
    // File order is no audit's: what the audit let go of keeps its place by being where it is in the file.
    if (sort === 'position') all.sort((x, y) => (descending ? this.#compare(y, x) : this.#compare(x, y)));
    return all;
  }

  /** Position behind the last row that is pinned with the row at a position. */
  #endOf(rows: RowList, at: number): number {
    const next = rows.slice(at + 1, at + 1 + farthest);
    let open = 0;
    const last = next.findIndex(row => this.#isOpen(row) && ++open === ahead);
    return at + 1 + (last < 0 ? next.length : last + 1);
  }
}

function pinOf(rows: Int32Array): Pin {
  return { rows, stays: null, made: new WeakMap() };
}

function keyOf(view: View): string {
  return JSON.stringify(view);
}
