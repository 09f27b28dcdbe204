import type { RowGroup } from '../edits/bulk.ts';
import type { ScopeRows } from '../protocol/scopes.ts';
import type { Scope } from '../protocol/view.ts';
import type { OpenDocument } from './openDocument.ts';

/** Milliseconds between two looks at a view that is still growing. */
const interval = 100;

/**
 * The rows of a scope, once searches and indexing that they depend on are done. They come in file order.
 *
 * @throws TableError in words, if the view's condition cannot be run; an `AbortError` if the signal was raised
 */
export async function rowsOfScope(doc: OpenDocument, scope: Scope, signal: AbortSignal): Promise<number[]> {
  if (scope.rows !== undefined) {
    return [...new Set(scope.rows)].filter(row => doc.has(row)).sort(doc.added.compare);
  }
  for (;;) {
    signal.throwIfAborted();
    const { rows, complete } = await doc.views.exact(scope.view);
    if (complete) {
      const except = new Set(scope.except);
      const all = rows.slice(0, rows.length).sort(doc.added.compare);
      return except.size === 0 ? all : all.filter(row => !except.has(row));
    }
    await new Promise(resolve => setTimeout(resolve, interval));
  }
}

/** The rows of a scope, by what their records say. */
export async function readScope(doc: OpenDocument, scope: Scope, signal: AbortSignal): Promise<ScopeRows> {
  // Labels are facts, and all of them must be there.
  await orAborted(doc.facts, signal);
  const rows = await rowsOfScope(doc, scope, signal);
  const groups = new Map<string, RowGroup & { readonly rows: number[] }>();
  for (const { row, label, malformed } of await doc.table.keysAndLabels(rows)) {
    const key = malformed ? 'malformed' : (label ?? 'none');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { label: label as RowGroup['label'], malformed, rows: [row] });
    else group.rows.push(row);
  }
  return { total: rows.length, groups: [...groups.values()] };
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
