import { decisionOf } from '../audit/decide.ts';
import type { ReportSplit } from '../audit/reportSplit.ts';
import { addedOf, originalsOf } from './auditWorkers.ts';
import type { OpenDocument } from './openDocument.ts';
import { runTask } from './runTask.ts';

/**
 * Splits the labels that the last audit is of by a column, in a worker; null before the first audit.
 *
 * @param column - null: one that is a context, if there is one
 * @throws the signal's reason when it is raised; UserError if there is no such column
 */
export async function splitLabels(
  doc: OpenDocument,
  column: string | null,
  signal: AbortSignal,
): Promise<ReportSplit | null> {
  const { audit, written } = doc;
  if (audit === null) return null;
  let split: ReportSplit | null = null;
  // Rows of a stored audit are those of the file: where some were added since, it is handed over as it is shown.
  const asStored = doc.added.rows.length === 0 && written.length === 0;
  await runTask<ReportSplit>(
    {
      kind: 'split',
      file: doc.file,
      basis: {
        decisions: [...doc.auditedDecisions].map(([row, signature]) => [row, decisionOf(signature)] as const),
        originals: originalsOf(doc),
        added: addedOf(doc),
        written,
      },
      audit: asStored ? 'stored' : { ...audit, rows: [...audit.rows] },
      column,
    },
    {
      onBatch: batch => {
        split = batch;
      },
    },
    AbortSignal.any([signal, doc.closing, doc.reloading]),
  );
  return split;
}
