import { decide } from '../audit/decide.ts';
import type { Row } from '../dataset/row.ts';
import type { Decision } from '../edits/decision.ts';
import { undecided } from '../edits/decision.ts';
import type { Search } from './viewRows.ts';
import { holdsWords } from './wordSearch.ts';

/** What the edited texts are looked up in. */
export interface EditedSource {
  readonly decisions: ReadonlyMap<number, Decision>;
  /** Changes with every decision. */
  readonly decisionVersion: number;
  readRows(rows: readonly number[]): Promise<Row[]>;
  /** The order of the file. */
  readonly compare: (x: number, y: number) => number;
}

/** A search reads the file; this puts right what it says of rows that were edited or added since. */
export class EditedRows {
  readonly #source: EditedSource;
  #version = -1;
  #rows: Promise<readonly Row[]> = Promise.resolve([]);

  constructor(source: EditedSource) {
    this.#source = source;
  }

  /** The search as it would be if the file held the edited texts. */
  async over(search: Search, words: readonly string[]): Promise<Search> {
    const edited = await this.#edited();
    if (edited.length === 0) return search;
    const rows = new Set(search.rows);
    for (const row of edited) {
      if (holdsWords(row, words)) rows.add(row.row);
      else rows.delete(row.row);
    }
    return { rows: new Set([...rows].sort(this.#source.compare)), complete: search.complete };
  }

  #edited(): Promise<readonly Row[]> {
    const { decisionVersion } = this.#source;
    if (this.#version === decisionVersion) return this.#rows;
    this.#version = decisionVersion;
    this.#rows = this.#read();
    return this.#rows;
  }

  async #read(): Promise<readonly Row[]> {
    const { decisions } = this.#source;
    const edited = [...decisions]
      .filter(([, { texts, added }]) => added !== undefined || Object.keys(texts).length > 0)
      .map(([row]) => row);
    return (await this.#source.readRows(edited)).map(row => withTexts(row, decisions.get(row.row)));
  }
}

/** The row with its edited texts, whatever the verdict. */
function withTexts(row: Row, decision: Decision | undefined): Row {
  if (row.kind === 'malformed' || decision === undefined) return row;
  const comparison = decide(row.comparison, { ...undecided, texts: decision.texts });
  return comparison === null ? row : { ...row, comparison };
}
