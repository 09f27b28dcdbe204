import type { Sort, View } from '../../../src/protocol/view.ts';
import type { TableColumn } from './tableColumns.ts';

/** The orders that a view may have, in words. */
export const sorts: readonly { readonly value: Sort; readonly text: string }[] = [
  { value: 'position', text: 'file order' },
  { value: 'p', text: 'lowest p' },
  { value: 'score', text: 'highest score' },
  { value: 'spread', text: 'widest spread' },
  { value: 'strength', text: 'weakest preference' },
  { value: 'length', text: 'longest' },
  { value: 'ask', text: 'worth asking' },
];

const directionSort = { value: 'direction', text: 'against the dial' } as const satisfies {
  value: Sort;
  text: string;
};

const descending: ReadonlySet<Sort> = new Set(['score', 'spread', 'length', 'ask']);

/** A view in one of these orders, in the direction that its words say. */
export function sorted(filter: View['filter'], sort: Sort): View {
  return descending.has(sort) ? { filter, sort, descending: true } : { filter, sort };
}

/** The same view from its other end. */
export function reversed({ descending = false, ...view }: View): View {
  return descending ? view : { ...view, descending: true };
}

/** Everything that a view can be ordered by: the orders with words of their own, the columns, and the other way round. */
export function ordersOf(
  view: View,
  columns: readonly TableColumn[],
): readonly { readonly value: Sort | 'reverse'; readonly text: string }[] {
  const byColumn = columns
    .filter(({ sortable, name }) => sortable && name !== 'line')
    .map(({ name }): { value: Sort; text: string } => ({ value: `column:${name}`, text: `by ${name}` }));
  const dialled = view.filter.dial === undefined ? [] : [directionSort];
  const all = [...sorts, ...dialled, ...byColumn].map(order =>
    order.value === view.sort && !isUsual(view) ? { ...order, text: sortText(view, order.text) } : order,
  );
  const known = all.some(({ value }) => value === view.sort);
  return [
    ...(known ? all : [...all, { value: view.sort, text: sortText(view) }]),
    { value: 'reverse', text: 'the other way round' },
  ];
}

/** In the direction that the words of the order say. */
function isUsual({ sort, descending: falls = false }: View): boolean {
  return !sort.startsWith('column:') && falls === descending.has(sort);
}

/** An order and its direction in words: "by turns, falling". */
function sortText({ sort, descending: falls = false }: View, name = `by ${sort.replace(/^column:/, '')}`): string {
  if (!sort.startsWith('column:')) return `${name}, reversed`;
  return `${name}, ${falls ? 'falling' : 'rising'}`;
}
