import { decisionOf } from '../audit/decide.ts';
import { judgedRow } from '../audit/explainRow.ts';
import type { Explanation } from '../reward/explanation.ts';
import { addedOf, originalsOf, workerOf } from './auditWorkers.ts';
import type { OpenDocument } from './openDocument.ts';

/**
 * Why the ensemble judged a row as it did; null before the first audit and for rows that it did not judge.
 *
 * @throws the signal's reason if the caller cancels
 */
export async function explain(doc: OpenDocument, row: number, signal: AbortSignal): Promise<Explanation | null> {
  const { audit } = doc;
  const judged = audit === null ? null : judgedRow(audit, row);
  if (audit === null || judged === null) return null;
  // What it was of, for a worker that did not make it.
  const basis = () => ({
    decisions: [...doc.auditedDecisions].map(([r, signature]) => [r, decisionOf(signature)] as const),
    originals: originalsOf(doc),
    added: addedOf(doc),
    written: doc.written,
  });
  return workerOf(doc).explain(audit, basis, judged, AbortSignal.any([signal, doc.closing, doc.reloading]));
}
