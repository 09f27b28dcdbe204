import type { View } from '../../../src/protocol/view.ts';
import type { ViewRows } from './viewRows.ts';

/** What a condition needs of the page around it. */
export interface FilteredPage {
  readonly rows: ViewRows;
  setView(view: View): Promise<void>;
  say(text: string): void;
}

/** True where the view is filtered by this condition. */
export function isFilteredBy({ rows }: Pick<FilteredPage, 'rows'>, condition: string): boolean {
  const { text } = rows.view.value.filter;
  return text?.kind === 'sql' && text.value === condition;
}

/** Filters by a condition, in place of what the box says; where the view is filtered by it already, no more. */
export function toggleCondition(page: FilteredPage, condition: string): Promise<void> {
  const { value: view } = page.rows.view;
  const { text: _, ...filter } = view.filter;
  const on = !isFilteredBy(page, condition);
  page.say(on ? 'Filtered.' : 'The filter is off.');
  return page.setView({ ...view, filter: on ? { ...filter, text: { kind: 'sql', value: condition } } : filter });
}
