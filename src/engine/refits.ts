import type { AuditProgress } from '../audit/audit.ts';
import type { AuditParams } from '../protocol/auditing.ts';
import type { Figures } from '../reward/figures.ts';
import { audit } from './auditing.ts';
import type { OpenDocument } from './openDocument.ts';
import { Refitting } from './refitting.ts';

interface Refits {
  readonly refitting: Refitting;
  /** Rows with a blind verdict that is newer than the audit: it weighs members also where it agrees with the label. */
  evidence: Set<number>;
}

const known = new WeakMap<OpenDocument, Refits>();

/** What keeps a document's audit up to date. It ends with the document. */
export function refittingOf(doc: OpenDocument): Refitting {
  return refitsOf(doc).refitting;
}

/** Audits a document because somebody asked for it; a refit that runs gives way. */
export async function auditNow(
  doc: OpenDocument,
  params: Pick<AuditParams, 'seed' | 'members'>,
  signal: AbortSignal,
  onProgress: (progress: AuditProgress) => void,
): Promise<Figures> {
  const refits = refitsOf(doc);
  await refits.refitting.cancel();
  return withEvidence(refits, () => audit(doc, params, signal, onProgress, false));
}

/** Decisions about these rows were taken or taken back. */
export function decidedOn(doc: OpenDocument, rows: readonly number[]): void {
  const refits = refitsOf(doc);
  for (const row of rows) {
    const given = doc.decisions.get(row)?.given;
    if (given === 'blind' || given === 'random') refits.evidence.add(row);
    else refits.evidence.delete(row);
  }
  refits.refitting.changed();
}

function refitsOf(doc: OpenDocument): Refits {
  const before = known.get(doc);
  if (before !== undefined) return before;
  const refitting = new Refitting({
    get audited() {
      return doc.audit !== null;
    },
    get changes() {
      let changes = doc.staleRows.size;
      for (const row of refits.evidence) if (!doc.staleRows.has(row)) changes++;
      return changes;
    },
    audit: ({ seed, members }, signal, onProgress) =>
      withEvidence(refits, async () => {
        await audit(doc, { seed, members }, signal, ({ share }) => onProgress(share), true);
      }),
    announce: () => doc.announce([]),
    failed: error => console.error(`refit: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  });
  const refits: Refits = { refitting, evidence: new Set() };
  doc.closing.addEventListener('abort', () => refitting.close(), { once: true });
  known.set(doc, refits);
  return refits;
}

/** What is decided from now on is newer than the audit that begins now; if it fails, nothing was taken into it. */
async function withEvidence<T>(refits: Refits, make: () => Promise<T>): Promise<T> {
  const taken = refits.evidence;
  refits.evidence = new Set();
  try {
    return await make();
  } catch (error) {
    for (const row of taken) refits.evidence.add(row);
    throw error;
  }
}
