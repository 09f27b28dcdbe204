import { isAdded } from '../edits/addition.ts';
import { AuditWorker } from './auditWorker.ts';
import type { OpenDocument } from './openDocument.ts';
import type { AuditBasis } from './taskTypes/auditBasis.ts';

const workers = new WeakMap<OpenDocument, AuditWorker>();

/** The worker that audits and explains a document, made anew if the last one has ended. It ends with the document. */
export function workerOf(doc: OpenDocument): AuditWorker {
  const before = workers.get(doc);
  if (before !== undefined && !before.ended) return before;
  const worker = new AuditWorker(doc.file);
  workers.set(doc, worker);
  const over = AbortSignal.any([doc.closing, doc.reloading]);
  over.addEventListener('abort', () => worker.end(over.reason), { once: true });
  return worker;
}

/** Rows of the document as the worker is to take them. */
export function originalsOf(doc: OpenDocument): AuditBasis['originals'] {
  return [...doc.touched.entries()].flatMap(([row, { bytes }]) =>
    isAdded(row) ? [] : [[row, bytes.toString('base64')] as const],
  );
}

/** What the reviewer added, as a worker is to take it. */
export function addedOf(doc: OpenDocument): AuditBasis['added'] {
  return doc.added.rows.map(row => {
    const { after, record } = doc.added.get(row)!;
    return [row, after, record];
  });
}
