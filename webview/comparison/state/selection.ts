import type { Scope, View } from '../../../src/protocol/view.ts';

/** Rows that are selected in the table: some, or all of the view but some. Views may hold more rows than the page knows. */
export type Selection =
  | { readonly kind: 'some'; readonly rows: ReadonlySet<number> }
  | { readonly kind: 'all'; readonly except: ReadonlySet<number> };

export const nothing: Selection = { kind: 'some', rows: new Set() };
export const everything: Selection = { kind: 'all', except: new Set() };

export function isSelected(selection: Selection, row: number): boolean {
  return selection.kind === 'some' ? selection.rows.has(row) : !selection.except.has(row);
}

/** The selection with a row more, or less. */
export function toggled(selection: Selection, row: number): Selection {
  const rows = new Set(selection.kind === 'some' ? selection.rows : selection.except);
  if (!rows.delete(row)) rows.add(row);
  return selection.kind === 'some' ? { kind: 'some', rows } : { kind: 'all', except: rows };
}

/** The selection with more rows. */
export function joined(selection: Selection, more: readonly number[]): Selection {
  if (selection.kind === 'some') return { kind: 'some', rows: new Set([...selection.rows, ...more]) };
  const added = new Set(more);
  return { kind: 'all', except: new Set([...selection.except].filter(row => !added.has(row))) };
}

/** Rows selected, of `total` in the view. */
export function selectedCount(selection: Selection, total: number): number {
  return selection.kind === 'some' ? selection.rows.size : Math.max(0, total - selection.except.size);
}

/** What a bulk change is about: the selection, or with nothing selected all of the view. */
export function scopeOf(selection: Selection, view: View): Scope {
  if (selection.kind === 'all') return selection.except.size === 0 ? { view } : { view, except: [...selection.except] };
  return selection.rows.size === 0 ? { view } : { view, rows: [...selection.rows] };
}
