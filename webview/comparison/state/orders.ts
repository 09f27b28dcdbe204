import type { Sort, View } from '../../../src/protocol/view.ts';

/** The orders that a view may have, in words. */
export const sorts: readonly { readonly value: Sort; readonly text: string }[] = [
  { value: 'position', text: 'file order' },
  { value: 'p', text: 'lowest p' },
  { value: 'score', text: 'highest score' },
  { value: 'spread', text: 'widest spread' },
  { value: 'strength', text: 'weakest preference' },
  { value: 'length', text: 'longest' },
];

const descending: ReadonlySet<Sort> = new Set(['score', 'spread', 'length']);

/** A view in one of these orders, in the direction that its words say. */
export function sorted(filter: View['filter'], sort: Sort): View {
  return descending.has(sort) ? { filter, sort, descending: true } : { filter, sort };
}

/** True for an order that has words of its own. */
export function isNamed(sort: Sort): boolean {
  return sorts.some(({ value }) => value === sort);
}

/** An order by a column in words: "spread, falling". */
export function sortText({ sort, descending = false }: View): string {
  return `${sort.replace(/^column:/, '')}, ${descending ? 'falling' : 'rising'}`;
}
