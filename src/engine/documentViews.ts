import { EditedRows } from './editedRows.ts';
import type { OpenDocument } from './openDocument.ts';
import { RandomChecks } from './randomChecks.ts';
import type { Searches } from './searches.ts';
import { ViewCache } from './viewRows.ts';

/** The views of a document and the checks that are drawn from it: they look at the document as it is when they are asked. */
export function documentViews(
  doc: OpenDocument,
  searches: Searches,
): { readonly checks: RandomChecks; readonly views: ViewCache } {
  const { table, decisions, added, pinned, reviewers } = doc;
  const checks = new RandomChecks({
    table,
    decisions,
    get keys() {
      return doc.keys;
    },
    get dataVersion() {
      return doc.versions.data;
    },
    get facts() {
      return doc.facts;
    },
  });
  const edited = new EditedRows({
    decisions,
    get decisionVersion() {
      return doc.versions.decisions;
    },
    readRows: rows => doc.readRows(rows),
    compare: added.compare,
  });
  const views = new ViewCache({
    table,
    pinned,
    everyRow: () => added.everyRow(doc.dataset.rowCount),
    inFileOrder: (rows, descending) => added.inFileOrder(rows, descending),
    get indexed() {
      return doc.dataset.indexed;
    },
    get factsComplete() {
      return doc.factsComplete;
    },
    get dataVersion() {
      return doc.versions.data;
    },
    get decisionVersion() {
      return doc.versions.decisions;
    },
    get keys() {
      return doc.keys;
    },
    checks,
    reviewers,
    search: words => edited.over(searches.find(doc.file, words), words),
  });
  return { checks, views };
}
