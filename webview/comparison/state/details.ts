import { signal } from '@preact/signals';
import type { RowDetail } from '../../../src/protocol/rows.ts';
import { messageOf } from './messageOf.ts';
import type { Remote } from './remote.ts';

/** Rows kept. Responses may be a megabyte each, so this is small. */
const kept = 16;

/** A row's detail, or why there is none. */
export type DetailState =
  | { readonly kind: 'ready'; readonly detail: RowDetail }
  | { readonly kind: 'failed'; readonly why: string };

/** The rows that are shown or about to be. */
export class Details {
  readonly #remote: Pick<Remote, 'detail'>;
  readonly #isShown: (row: number) => boolean;
  readonly #known = new Map<number, DetailState>();
  readonly #asked = new Map<number, Promise<void>>();
  readonly #version = signal(0);
  /** The number of the last request for a row: an answer to an earlier one is stale. */
  readonly #latest = new Map<number, number>();
  #requests = 0;

  /** @param isShown - whether a row is on screen: it is kept, however many others come after it */
  constructor(remote: Pick<Remote, 'detail'>, isShown: (row: number) => boolean) {
    this.#remote = remote;
    this.#isShown = isShown;
  }

  /** The detail of a row, if it is known. Reading it subscribes. */
  get(row: number): DetailState | undefined {
    void this.#version.value;
    return this.#known.get(row);
  }

  /** As `get`, without subscribing. */
  peek(row: number): DetailState | undefined {
    return this.#known.get(row);
  }

  /** Asks for those of the rows that are not known. */
  async want(rows: readonly number[]): Promise<void> {
    const missing = rows.filter(row => this.#known.get(row)?.kind !== 'ready');
    const fresh = missing.filter(row => !this.#asked.has(row));
    if (fresh.length > 0) void this.#ask(fresh);
    await Promise.all(missing.map(row => this.#asked.get(row)));
  }

  /** Asks for rows again (null: all that are known); what is on screen stays until the answer comes. */
  async reload(rows: readonly number[] | null): Promise<void> {
    const again = rows === null ? [...this.#known.keys()] : rows.filter(row => this.#known.has(row));
    if (again.length > 0) await this.#ask(again);
  }

  #ask(rows: readonly number[]): Promise<void> {
    const request = ++this.#requests;
    const asked = this.#fetch(rows, request);
    for (const row of rows) {
      this.#latest.set(row, request);
      this.#asked.set(row, asked);
    }
    return asked;
  }

  async #fetch(rows: readonly number[], request: number): Promise<void> {
    const mine = (row: number): boolean => this.#latest.get(row) === request;
    try {
      const details = await this.#remote.detail(rows);
      for (const detail of details) {
        if (mine(detail.row.row)) this.#keep(detail.row.row, { kind: 'ready', detail });
      }
    } catch (error) {
      for (const row of rows) {
        if (mine(row)) this.#keep(row, { kind: 'failed', why: messageOf(error) });
      }
    }
    for (const row of rows.filter(mine)) {
      this.#asked.delete(row);
      this.#latest.delete(row);
    }
    this.#version.value++;
  }

  #keep(row: number, state: DetailState): void {
    this.#known.delete(row);
    this.#known.set(row, state);
    for (const old of [...this.#known.keys()].slice(0, -kept)) if (!this.#isShown(old)) this.#known.delete(old);
  }
}
