import { el } from './element.ts';

/** A column of a table: its head, whether it holds figures (set right), and a word on what it means. */
export interface Column {
  readonly head: string;
  readonly figures?: boolean;
  readonly title?: string;
}

/** A table; each row has a cell per column. The first cell of a row is its heading. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly (Node | string)[])[],
): HTMLElement {
  const head = columns.map(({ head: text, figures = false, title = null }) =>
    el('th', { scope: 'col', class: figures ? 'num' : null, title }, text),
  );
  const body = rows.map(cells =>
    el(
      'tr',
      {},
      ...cells.map((cell, at) =>
        at === 0 ? el('th', { scope: 'row' }, cell) : el('td', { class: columns[at]?.figures ? 'num' : null }, cell),
      ),
    ),
  );
  return el(
    'div',
    { class: 'table' },
    el(
      'table',
      {},
      el('caption', { class: 'hidden' }, caption),
      el('thead', {}, el('tr', {}, ...head)),
      el('tbody', {}, ...body),
    ),
  );
}

/** A table behind a line that opens it: the figures of a plot, for reading and for screen readers. */
export function folded(summary: string, content: HTMLElement): HTMLElement {
  return el('details', {}, el('summary', {}, summary), content);
}

/** A section with a heading. */
export function section(heading: string, note: string, ...content: readonly (Node | null)[]): HTMLElement {
  const title = note === '' ? el('h2', {}, heading) : el('h2', {}, heading, ' ', el('span', { class: 'muted' }, note));
  return el('section', {}, title, ...content);
}
