import type { ColumnInfo } from '../../../src/protocol/columns.ts';
import type { Dial, View } from '../../../src/protocol/view.ts';

/** A column as the table shows it. */
export interface TableColumn {
  /** Name in the table of the engine; `title` is the prompt's first words, by which nothing can be ordered. */
  readonly name: string;
  readonly head: string;
  readonly about: string;
  readonly numeric: boolean;
  /** Whole numbers. */
  readonly whole: boolean;
  /** Width in pixels to begin with; null: what is left. */
  readonly width: number | null;
  readonly sortable: boolean;
}

const title: TableColumn = {
  name: 'title',
  head: 'prompt',
  about: 'First words of the last user turn.',
  numeric: false,
  whole: false,
  width: null,
  sortable: false,
};

/** Of a direction of the objectives: worked out here from theirs. */
const direction: TableColumn = {
  name: 'direction',
  head: 'direction',
  about: 'Margin of the recorded choice in the direction that the dial is turned to.',
  numeric: true,
  whole: false,
  width: 132,
  sortable: true,
};

/** The columns with that of the direction, and the objectives that it is made of, behind the prompt. */
export function withDirection(
  shown: readonly TableColumn[],
  offered: readonly TableColumn[],
  dial: Dial,
): TableColumn[] {
  const names = Object.keys(dial.weights);
  const objectives = offered.filter(({ name }) => names.includes(name) && !shown.some(column => column.name === name));
  const at = shown.findIndex(({ name }) => name === 'title') + 1;
  return [...shown.slice(0, at), direction, ...objectives, ...shown.slice(at)];
}

/** Columns at first, where there was an audit and where there was none. */
const audited = ['line', 'title', 'findings', 'p', 'preference_strength', 'spread', 'source', 'annotator', 'verdict'];
const plain = ['line', 'title', 'label', 'chars_a', 'chars_b', 'source', 'annotator', 'verdict'];
/** What can be shown while label and scores are hidden: nothing of it gives them away. */
const blindNames = new Set(['line', 'title', 'turns', 'chars_prompt', 'words_prompt', 'verdict', 'note', 'tags']);
const heads: Readonly<Record<string, string>> = { preference_strength: 'strength', findings: 'finding' };
const widths: Readonly<Record<string, number>> = {
  line: 80,
  findings: 140,
  preference_strength: 128,
  annotator: 120,
  source: 120,
  verdict: 96,
  note: 200,
  tags: 140,
  principles_for: 200,
  principles_against: 200,
  fields: 200,
};

/** All columns that the table can show, in the order in which they are offered. */
export function offeredColumns(known: readonly ColumnInfo[], blind: boolean): TableColumn[] {
  const all = [...known.map(tableColumn), title].filter(({ name }) => name !== 'row');
  return blind ? all.filter(({ name }) => blindNames.has(name)) : all;
}

/** The columns that are shown: those that the user chose, or those that say most. */
export function shownColumns(
  offered: readonly TableColumn[],
  chosen: readonly string[] | null,
  isAudited: boolean,
): TableColumn[] {
  const names = chosen ?? (isAudited ? audited : plain);
  const shown = names.flatMap(name => offered.find(column => column.name === name) ?? []);
  return shown.length > 0 ? shown : offered.filter(({ name }) => name === 'line' || name === 'title');
}

/** Columns that the engine is asked for to draw these. */
export function askedColumns(shown: readonly TableColumn[]): string[] {
  const names = shown.map(({ name }) => name).filter(name => name !== 'title' && name !== 'direction');
  // A verdict is shown by what it does to the label.
  return names.includes('verdict') && !names.includes('label') ? [...names, 'label'] : names;
}

/** The column that a view is ordered by, if it is one, and the direction. */
export function orderedBy({ sort, descending = false }: View): { readonly name: string; readonly descending: boolean } {
  const named: Readonly<Record<string, string>> = { position: 'line', strength: 'preference_strength' };
  return { name: sort.startsWith('column:') ? sort.slice('column:'.length) : (named[sort] ?? sort), descending };
}

/** The view ordered by a column; by the same one again, the other way round. */
export function orderBy(view: View, name: string): View {
  const now = orderedBy(view);
  const descending = now.name === name && !now.descending;
  if (name === 'line' && !descending) return { filter: view.filter, sort: 'position' };
  const sort = name === 'direction' ? name : (`column:${name}` as const);
  return { filter: view.filter, sort, ...(descending ? { descending } : {}) };
}

function tableColumn({ name, type, about }: ColumnInfo): TableColumn {
  const numeric = type === 'INTEGER' || type === 'DOUBLE';
  return {
    name,
    head: heads[name] ?? name,
    about,
    numeric,
    whole: type === 'INTEGER',
    width: widths[name] ?? (numeric ? Math.max(72, 9 * name.length + 28) : 120),
    sortable: true,
  };
}
