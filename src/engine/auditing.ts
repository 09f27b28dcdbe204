import type { AuditedRow, AuditProgress } from '../audit/audit.ts';
import { auditHtml } from '../audit/auditHtml.ts';
import { auditRecords } from '../audit/auditRecords.ts';
import { ChangedRows } from '../audit/auditRows.ts';
import { auditPath, loadAudit, type StoredAudit, storeAudit } from '../audit/auditStore.ts';
import { decisionSignature } from '../audit/decide.ts';
import type { ReportReview } from '../audit/reportData.ts';
import { unjudged } from '../audit/unjudged.ts';
import { atomicWrite } from '../dataset/atomicWrite.ts';
import { isAdded } from '../edits/addition.ts';
import type { AuditParams } from '../protocol/auditing.ts';
import type { Figures } from '../reward/figures.ts';
import { addedOf, originalsOf, workerOf } from './auditWorkers.ts';
import { chosenModels } from './chosenModels.ts';
import type { OpenDocument } from './openDocument.ts';
import { fromDisk, onDisk } from './storedRows.ts';
import { UserError } from './userError.ts';

/** Runs an audit in a worker, with the decisions as they are now, and puts its columns into the table. */
export async function audit(
  doc: OpenDocument,
  { seed, members = {} }: Pick<AuditParams, 'seed' | 'members'>,
  signal: AbortSignal,
  onProgress: (progress: AuditProgress) => void,
  background = false,
): Promise<Figures> {
  const decisions = [...doc.decisions];
  const basis = { decisions, originals: originalsOf(doc), added: addedOf(doc), written: doc.written };
  const models = await chosenModels(doc, members);
  const gone = AbortSignal.any([doc.closing, doc.reloading]);
  const made = await workerOf(doc).audit(
    { basis, seed, models, background },
    AbortSignal.any([signal, gone]),
    onProgress,
  );
  const changed = await doc.dataset.outsideChange();
  if (changed !== 'none') {
    throw new UserError(
      'Another program changed the file while it was being audited. Load it anew, then run the audit again.',
    );
  }
  const recorded = await recordedLabels(
    doc,
    decisions.map(([row]) => row),
  );
  const decided = new Map<number, string>();
  for (const [row, decision] of decisions) {
    const signature = decisionSignature(decision, recorded.get(row) ?? null);
    if (signature !== '') decided.set(row, signature);
  }
  // Findings are counted beside the facts: a small file may be audited before those are read.
  await doc.facts;
  const before = doc.audit;
  await adopt(doc, { audit: made, decided, stale: [] }, gone);
  if (before !== null) workerOf(doc).forget(before);
  await keepAudit(doc);
  return made.figures;
}

/** Shows an earlier audit of the same content, if there is one. */
export async function showStored(doc: OpenDocument): Promise<void> {
  const stored = await loadAudit(auditPath(doc.params.storage, doc.dataset));
  if (stored !== null) await adopt(doc, fromDisk(stored, doc.places), AbortSignal.any([doc.closing, doc.reloading]));
}

/** Writes the report. @throws UserError before the first audit */
export async function writeReport(doc: OpenDocument, path: string): Promise<null> {
  if (doc.audit === null) throw new UserError('There is no audit yet. Run "PairLens: Audit This Dataset" first.');
  const html = await auditHtml(doc.audit, await reviewsOf(doc));
  await atomicWrite(path, handle => handle.writeFile(html));
  return null;
}

/** Verdicts, with the labels that the file recorded. */
export async function reviewsOf(doc: OpenDocument): Promise<Map<number, ReportReview>> {
  const recorded = await recordedLabels(doc, [...doc.decisions.keys()]);
  const reviews = new Map<number, ReportReview>();
  for (const [row, { verdict, recorded: before }] of doc.decisions) {
    if (verdict !== null) reviews.set(row, { verdict, recorded: before ?? recorded.get(row) ?? null });
  }
  return reviews;
}

/** Puts an audit's columns into the table and shows it. @param gone - raised where the document shows another content */
export async function adopt(doc: OpenDocument, stored: StoredAudit, gone: AbortSignal): Promise<void> {
  // An order by an audit is replaced by another; before the first there is none to hold on to.
  if (doc.audit !== null) await doc.pinned.hold(async view => (await doc.views.rows(view)).rows);
  const { shape, records } = auditRecords(stored.audit);
  await doc.table.setAudit(shape, records);
  // Loaded anew meanwhile, the document shows another content.
  gone.throwIfAborted();
  doc.pinned.settle();
  await doc.setAudit(stored);
}

/**
 * Keeps the audit for the file's content as it is on disk now. After a save the content is another: what the audit said of
 * a changed record no longer holds there, as its sides may have changed places; only its findings are kept, as stale.
 */
export async function keepAudit(doc: OpenDocument): Promise<void> {
  const { audit, params, dataset, auditedDecisions } = doc;
  if (audit === null) return;
  const stale = new Set([...doc.staleRows, ...(await changedRecords(doc))]);
  const rows =
    stale.size === 0 ? audit.rows : new ChangedRows(audit.rows, row => (stale.has(row.row) ? outdated(row) : row));
  const stored = { audit: { ...audit, rows }, decided: auditedDecisions, stale: [...stale] };
  const written = dataset.contents.added.keys();
  await storeAudit(auditPath(params.storage, dataset), onDisk(stored, doc.places, written));
}

/** Rows whose record on disk is another than the one that was audited. */
async function changedRecords(doc: OpenDocument): Promise<number[]> {
  const rows: number[] = [];
  for (const [row, { bytes }] of doc.touched.entries()) {
    // What was added is of the reviewer's own making: it has changed if its texts have.
    if (isAdded(row)) {
      if (Object.keys(doc.decisions.get(row)?.texts ?? {}).length > 0) rows.push(row);
      continue;
    }
    if (!bytes.equals(await doc.dataset.readBytes(row))) rows.push(row);
  }
  return rows;
}

function outdated({ row, line, key, label, findings }: AuditedRow): AuditedRow {
  return { row, line, key, label, findings, ...unjudged };
}

async function recordedLabels(doc: OpenDocument, rows: readonly number[]): Promise<Map<number, AuditedRow['label']>> {
  const read = await doc.readRows(rows);
  return new Map(read.map(row => [row.row, row.kind === 'comparison' ? row.comparison.label : null]));
}
