import { batch, signal } from '@preact/signals';
import type { ListItem } from '../../../src/protocol/rows.ts';
import type { View } from '../../../src/protocol/view.ts';
import type { Details } from './details.ts';
import type { Remote } from './remote.ts';
import { ViewRows } from './viewRows.ts';

/** Rows that are looked at for the next one without a verdict. */
const inSight = 200;

/** What the navigation needs of the editor. */
export interface Surroundings {
  readonly details: Details;
  /** True for a row with an edit that the engine may not have heard of. */
  readonly isPending: (row: number) => boolean;
  /** True for a row that waits for a verdict, as far as the page knows. */
  readonly isWaiting: (item: ListItem) => boolean;
  readonly say: (text: string) => void;
  /** Nothing of the view waits for a verdict any more. */
  readonly onDone: () => void;
}

/** The view, the row that is shown, and the way from one row to another. Only the latest move counts. */
export class Navigation {
  readonly rows: ViewRows;
  readonly row = signal<number | null>(null);
  /** Place of the row in the view; null if the view does not hold it. */
  readonly position = signal<number | null>(null);

  readonly #remote: Remote;
  readonly #details: Details;
  readonly #isPending: Surroundings['isPending'];
  readonly #isWaiting: Surroundings['isWaiting'];
  readonly #say: Surroundings['say'];
  readonly #onDone: Surroundings['onDone'];
  /** The next row without a verdict, asked for ahead. */
  #nextOpen: { readonly after: number; readonly found: Promise<number | null> } | null = null;
  /** Where that is, once it is known. */
  #openPosition: number | null = null;
  #moves = 0;
  /** Moves to another row that are under way, and what was asked for meanwhile. */
  #underWay = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(remote: Remote, view: View, { details, isPending, isWaiting, say, onDone }: Surroundings) {
    this.#remote = remote;
    this.#details = details;
    this.#isPending = isPending;
    this.#isWaiting = isWaiting;
    this.#say = say;
    this.#onDone = onDone;
    this.rows = new ViewRows(remote, view);
  }

  /**
   * Does something now, or, while the next row is on its way, as soon as it is there: keys that are pressed faster than rows
   * come must not fall on the row before.
   */
  inTurn(action: () => void): void {
    if (this.#underWay === 0) action();
    else this.#waiting.push(action);
  }

  /** Shows the row at a position of the view. Does nothing past either end. Ends when the row is there. */
  goTo(position: number): Promise<void> {
    return this.#move(this.#goTo(position));
  }

  async #goTo(position: number): Promise<void> {
    const move = ++this.#moves;
    const item = this.rows.at(position) ?? (await this.rows.load(position));
    if (item === undefined || move !== this.#moves) return;
    batch(() => {
      this.position.value = position;
      this.row.value = item.row;
    });
    this.#prefetch(position);
    await this.#details.want([item.row]);
  }

  /** Shows a row wherever it is; false if there is no such row. */
  async showRow(row: number): Promise<boolean> {
    const move = ++this.#moves;
    const position = await this.#placeOf(row);
    if (move !== this.#moves) return true;
    if (position !== null) {
      await this.goTo(position);
      // A move that began meanwhile (a key) has the last word.
      return this.row.value === row || this.#moves > move + 1;
    }
    await this.#details.want([row]);
    if (move !== this.#moves) return true;
    if (this.#details.get(row)?.kind !== 'ready') return false;
    batch(() => {
      this.position.value = null;
      this.row.value = row;
    });
    return true;
  }

  /** Goes to a row if the view holds it; false if it does not. */
  goToRow(row: number): Promise<boolean> {
    return this.#move(this.#goToRow(row));
  }

  async #goToRow(row: number): Promise<boolean> {
    const position = await this.#placeOf(row);
    if (position === null) return false;
    await this.goTo(position);
    return true;
  }

  /** Where the view holds a row, with what the page knows of the view brought up to that; null where it does not hold it. */
  async #placeOf(row: number): Promise<number | null> {
    for (let tries = 0; ; tries++) {
      const position = await this.#remote.locate(this.rows.view.value, row).catch(() => null);
      const known = position === null ? undefined : this.rows.peek(position);
      // What is known may be older than the place, and by the time it is asked for again the place may be another.
      if (known === undefined || known.row === row || tries === 5) return position;
      await this.rows.refresh();
    }
  }

  next(): void {
    const { value } = this.position;
    if (value === null) void this.goTo(0);
    else if (value + 1 < (this.rows.total.value ?? 0)) void this.goTo(value + 1);
    else this.#say('This is the last one.');
  }

  previous(): void {
    const { value } = this.position;
    if (value !== null && value > 0) void this.goTo(value - 1);
    else this.#say('This is the first one.');
  }

  /**
   * Shows another view: the current row if it holds it (unless the work is to be `resumed`), else its first row without a
   * verdict, else its first.
   */
  setView(view: View, at: 'here' | 'resumed' = 'here'): Promise<void> {
    return this.#move(this.#setView(view, at));
  }

  async #setView(view: View, at: 'here' | 'resumed'): Promise<void> {
    const row = this.row.value;
    const move = ++this.#moves;
    this.#nextOpen = null;
    batch(() => {
      this.rows.setView(view);
      this.position.value = null;
    });
    const [here, first] = await Promise.all([
      row === null || at === 'resumed' ? null : this.#remote.locate(view, row).catch(() => null),
      this.#remote.nextOpen(view, 0).catch(() => null),
      this.rows.load(0),
    ]);
    if (move !== this.#moves) return;
    const open = await this.#unheard(first, item => this.#isPending(item.row) && !this.#isWaiting(item));
    if (move !== this.#moves) return;
    if (this.rows.total.value === 0) this.row.value = null;
    else if (view.filter.check === undefined) await this.goTo(here ?? open ?? 0);
    else {
      // Where the file was open before says nothing of a check.
      await this.goTo(open ?? 0);
      if (open === null) this.#onDone();
    }
  }

  /** Goes to the next row of the view without a verdict, after the current one and round. */
  advance(): Promise<void> {
    return this.#move(this.#advance());
  }

  async #advance(): Promise<void> {
    const near = this.#waitingNear(this.position.value ?? -1);
    if (near !== null) {
      await this.#goTo(near);
      return;
    }
    const move = ++this.#moves;
    const found = await this.#findOpen(this.position.value ?? -1);
    const position = await this.#unheard(found, (item, at) => {
      const isHere = item.row === this.row.value && at === (this.position.value ?? at);
      return this.#isPending(item.row) || isHere;
    });
    if (move !== this.#moves) return;
    if (position !== null) await this.goTo(position);
    else this.#onDone();
  }

  /**
   * The first position from one on that waits for a verdict: the engine may not have heard of the latest yet, so that it
   * names rows that are judged.
   */
  async #unheard(from: number | null, isJudged: (item: ListItem, at: number) => boolean): Promise<number | null> {
    let position = from;
    for (let tries = 0; tries < 20 && position !== null; tries++) {
      const item = this.rows.at(position) ?? (await this.rows.load(position));
      if (item === undefined || !isJudged(item, position)) break;
      const after = await this.#remote.nextOpen(this.rows.view.value, position + 1).catch(() => null);
      position = after === position ? null : after;
    }
    return position;
  }

  /** Rows changed: the next row without a verdict may be another. */
  forgetNext(): void {
    this.#nextOpen = null;
  }

  // -- within

  async #move<T>(move: Promise<T>): Promise<T> {
    this.#underWay++;
    try {
      return await move;
    } finally {
      this.#underWay--;
      while (this.#underWay === 0 && this.#waiting.length > 0) this.#waiting.shift()?.();
    }
  }

  /** The rows to which the next key leads, likely ones first. */
  near(): number[] {
    const { value: position } = this.position;
    if (position === null) return [];
    const rows = [position + 1, this.#openPosition, position - 1].flatMap(
      place => this.rows.at(place ?? -1)?.row ?? [],
    );
    return [...new Set(rows)];
  }

  #prefetch(position: number): void {
    // Ahead of a fast reviewer by more than the engine takes to answer.
    const near = [0, 1, -1, 2, 3, 4, 5, 6, -2]
      .map(step => position + step)
      .map(place => this.rows.at(place)?.row)
      .filter(row => row !== undefined);
    this.rows.want(position - 2, Math.min(position + 6, (this.rows.total.value ?? 1) - 1));
    // The row itself alone and first: its neighbours must not hold it up.
    void this.#details.want(near.slice(0, 1));
    void this.#details.want(near.slice(1));
    void this.#findOpen(position).then(async open => {
      const item = open === null ? undefined : await this.rows.load(open);
      this.#openPosition = open;
      if (item !== undefined) void this.#details.want([item.row]);
    });
  }

  /** The next row without a verdict, if the page itself can tell: the engine is asked where it can't, or where rows come again. */
  #waitingNear(position: number): number | null {
    const { filter } = this.rows.view.value;
    if (filter.check !== undefined || filter.conflicts === true) return null;
    for (let at = position + 1; at <= position + inSight; at++) {
      const item = this.rows.peek(at);
      if (item === undefined) return null;
      if (this.#isWaiting(item)) return at;
    }
    return null;
  }

  #findOpen(position: number): Promise<number | null> {
    if (this.#nextOpen?.after !== position) {
      const found = this.#remote.nextOpen(this.rows.view.value, position + 1).catch(() => null);
      this.#nextOpen = { after: position, found };
    }
    return this.#nextOpen.found;
  }

  /** The rows of the view changed: finds the place of the row that is shown. */
  async relocate(): Promise<void> {
    const row = this.row.value;
    if (row === null) {
      await this.goTo(0);
      return;
    }
    const { value: held } = this.position;
    // A row may be in a view twice, and most changes move nothing.
    if (held !== null && this.rows.at(held)?.row === row) return;
    const move = this.#moves;
    const position = await this.#remote.locate(this.rows.view.value, row).catch(() => null);
    if (move === this.#moves && row === this.row.value) this.position.value = position;
  }
}
