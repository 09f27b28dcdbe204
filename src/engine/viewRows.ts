import type { View } from '../protocol/view.ts';
import type { ComparisonTable } from '../table/comparisonTable.ts';
import type { RowFilter } from '../table/query.ts';
import { everyRow, listedRows, type RowList } from './rowList.ts';
import { wordsOf } from './wordSearch.ts';

/** The rows of a view. */
export interface ViewRows {
  /** Rows in the view's order; grows while `complete` is false. */
  readonly rows: RowList;
  /** False while facts are still being read or words searched. */
  readonly complete: boolean;
}

/** Rows in which all words occur, in file order, growing until `complete`. */
export interface Search {
  readonly rows: ReadonlySet<number>;
  readonly complete: boolean;
}

/** What views are made of, as the document holds it. */
export interface ViewSource {
  readonly table: ComparisonTable;
  /** Rows indexed so far. */
  readonly rowCount: number;
  readonly indexed: boolean;
  /** True when all facts are in the table. */
  readonly factsComplete: boolean;
  /** Changes when facts or audit change. */
  readonly dataVersion: number;
  /** Changes with every decision. */
  readonly decisionVersion: number;
  /** Starts or continues a search for words. */
  search(words: readonly string[]): Search;
}

const cacheSize = 12;

/** Turns views into rows, and keeps the last few. */
export class ViewCache {
  readonly #source: ViewSource;
  readonly #kept = new Map<string, { readonly version: string; readonly rows: Promise<Int32Array> }>();

  constructor(source: ViewSource) {
    this.#source = source;
  }

  /** Rows of a view. @throws TableError in words, if its condition cannot be run. */
  async rows(view: View): Promise<ViewRows> {
    const { filter, sort, descending = false } = view;
    if (isWholeFile(view)) return { rows: everyRow(this.#source.rowCount), complete: this.#source.indexed };
    const words = filter.text?.kind === 'words' ? wordsOf(filter.text.value) : [];
    const complete = this.#source.factsComplete;
    if (words.length === 0) return { rows: listedRows(await this.#fromTable(view)), complete };
    const search = this.#source.search(words);
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
    const decided = view.filter.verdict !== undefined || view.filter.text?.kind === 'sql';
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
    const { finding, principle, verdict, text } = filter;
    const { table } = this.#source;
    const sql = text?.kind === 'sql' && text.value.trim() !== '' ? text.value : null;
    const asked: RowFilter = {
      ...(finding === undefined ? {} : { finding }),
      ...(principle === undefined ? {} : { principle }),
      ...(verdict === undefined ? {} : { verdict }),
      ...(sql === null ? {} : { condition: await table.check(sql) }),
    };
    return table.rows(asked, sort, descending);
  }
}

function isWholeFile({ filter, sort, descending }: View): boolean {
  const noText = filter.text === undefined || filter.text.value.trim() === '';
  const nothing = filter.finding === undefined && filter.principle === undefined && filter.verdict === undefined;
  return noText && nothing && sort === 'position' && descending !== true;
}

function onlyWords({ filter }: View): boolean {
  return filter.finding === undefined && filter.principle === undefined && filter.verdict === undefined;
}

function withoutText(filter: View['filter']): View['filter'] {
  const { text: _, ...rest } = filter;
  return rest;
}
