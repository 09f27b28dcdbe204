import type { KeyIndex } from '../dataset/keyIndex.ts';
import type { NamedSort, Sort, View } from '../protocol/view.ts';
import { columnOrder, isDecided } from '../table/columnOrder.ts';
import { verdictColumns } from '../table/columns.ts';
import type { ComparisonTable } from '../table/comparisonTable.ts';
import { directionSql } from '../table/direction.ts';
import type { RowFilter, RowOrder } from '../table/query.ts';
import { narrowed } from './narrowed.ts';
import type { PinnedViews } from './pinnedViews.ts';
import type { RandomChecks } from './randomChecks.ts';
import type { Reviewers } from './reviewers.ts';
import { listedRows, type RowList } from './rowList.ts';
import { wordsOf } from './wordSearch.ts';

/** The rows of a view. */
export interface ViewRows {
  /** Rows in the view's order; grows while `complete` is false. */
  readonly rows: RowList;
  /** False while facts are still being read or words searched. */
  readonly complete: boolean;
  /** Position from which rows come again (a random check), if any do. */
  readonly repeatsFrom?: number;
}

/** Rows in which all words occur, in file order, growing until `complete`. */
export interface Search {
  readonly rows: ReadonlySet<number>;
  readonly complete: boolean;
}

/** What views are made of, as the document holds it. */
export interface ViewSource {
  readonly table: ComparisonTable;
  /** Rows indexed so far, and those that were added. */
  everyRow(): RowList;
  /** Rows that are in the order of their numbers, in the order of the file. */
  inFileOrder(rows: Int32Array, descending: boolean): Int32Array;
  readonly indexed: boolean;
  /** True when all facts are in the table. */
  readonly factsComplete: boolean;
  /** Keys of the rows whose facts were read. */
  readonly keys: KeyIndex;
  readonly checks: RandomChecks;
  readonly reviewers: Reviewers;
  /** Changes when facts or audit change. */
  readonly dataVersion: number;
  /** Changes with every decision. */
  readonly decisionVersion: number;
  /** The order that editors hold on to. */
  readonly pinned: PinnedViews;
  /** Starts or continues a search for words, in the texts as they are edited. */
  search(words: readonly string[]): Search | Promise<Search>;
}

const cacheSize = 12;

/** Turns views into rows, and keeps the last few. */
export class ViewCache {
  readonly #source: ViewSource;
  readonly #kept = new Map<string, { readonly version: string; readonly rows: Promise<Int32Array> }>();

  constructor(source: ViewSource) {
    this.#source = source;
  }

  /** Rows of a view as editors show it: see `PinnedViews`. @throws TableError in words, if its condition cannot be run. */
  async rows(view: View): Promise<ViewRows> {
    const exact = await this.exact(view);
    // No order of a check is anybody's but the seed's.
    if (exact.repeatsFrom !== undefined) return exact;
    const { rows, complete } = exact;
    return { rows: this.#source.pinned.order(view, rows), complete };
  }

  /** The rows that a view holds, and no others. @throws TableError in words, if its condition cannot be run. */
  async exact(view: View): Promise<ViewRows> {
    const { sort, descending = false } = view;
    const { check, share, conflicts, ...filter } = view.filter;
    if (check !== undefined) {
      const { rows, repeatsFrom } = await this.#source.checks.draw(check);
      return { rows: listedRows(rows), complete: this.#source.factsComplete, repeatsFrom };
    }
    if (share !== undefined || conflicts === true) {
      const { rows, complete } = await this.exact({ ...view, filter });
      const few = narrowed(rows, { share, conflicts }, this.#source);
      return { rows: listedRows(few), complete: complete && this.#source.factsComplete };
    }
    if (isWholeFile(view)) return { rows: this.#source.everyRow(), complete: this.#source.indexed };
    const words = filter.text?.kind === 'words' ? wordsOf(filter.text.value) : [];
    const complete = this.#source.factsComplete;
    if (words.length === 0) return { rows: listedRows(await this.#fromTable(view)), complete };
    const search = await this.#source.search(words);
    if (onlyWords(view) && sort === 'position') {
      const rows = Int32Array.from(search.rows);
      if (descending) rows.reverse();
      return { rows: listedRows(rows), complete: search.complete };
    }
    const rest: View = { filter: { ...withoutText(filter) }, sort, descending };
    const rows = (await this.#fromTable(rest)).filter(row => search.rows.has(row));
    return { rows: listedRows(rows), complete: complete && search.complete };
  }

  #fromTable(view: View): Promise<Int32Array> {
    const key = JSON.stringify(view);
    const column = columnOf(view.sort);
    const decided =
      view.filter.verdict !== undefined ||
      view.filter.text?.kind === 'sql' ||
      (column !== null && isDecided(column, verdictColumns));
    const version = `${this.#source.dataVersion}/${decided ? this.#source.decisionVersion : ''}`;
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    if (kept?.version === version) {
      this.#kept.set(key, kept);
      return kept.rows;
    }
    const rows = this.#query(view);
    rows.catch(() => this.#kept.delete(key));
    this.#kept.set(key, { version, rows });
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > cacheSize && oldest.done === false) this.#kept.delete(oldest.value);
    return rows;
  }

  async #query({ filter, sort, descending = false }: View): Promise<Int32Array> {
    const { finding, principle, verdict, text, dial } = filter;
    const { table } = this.#source;
    const sql = text?.kind === 'sql' && text.value.trim() !== '' ? text.value : null;
    const asked: RowFilter = {
      ...(finding === undefined ? {} : { finding }),
      ...(principle === undefined ? {} : { principle }),
      ...(verdict === undefined ? {} : { verdict }),
      ...(dial === undefined ? {} : { direction: { sql: directionSql(table.columns, dial.weights), show: dial.show } }),
      ...(sql === null ? {} : { condition: await table.check(sql) }),
    };
    const rows = await table.rows(asked, orderOf(sort, table), descending);
    return sort === 'position' ? this.#source.inFileOrder(rows, descending) : rows;
  }
}

/** The column of an order by column, else null. */
function columnOf(sort: Sort): string | null {
  return sort.startsWith('column:') ? sort.slice('column:'.length) : null;
}

function orderOf(sort: Sort, table: ComparisonTable): RowOrder {
  const column = columnOf(sort);
  return column === null ? (sort as NamedSort) : columnOrder(table.columns, column);
}

function isWholeFile({ filter, sort, descending }: View): boolean {
  const noText = filter.text === undefined || filter.text.value.trim() === '';
  return noText && onlyWords({ filter }) && sort === 'position' && descending !== true;
}

function onlyWords({ filter }: Pick<View, 'filter'>): boolean {
  const { finding, principle, verdict, dial } = filter;
  return finding === undefined && principle === undefined && verdict === undefined && dial === undefined;
}

function withoutText(filter: View['filter']): View['filter'] {
  const { text: _, ...rest } = filter;
  return rest;
}
