import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { AuditModels } from '../../audit/auditModels.ts';
import { keptVotesDigest } from '../../audit/keptVotes.ts';
import { PartialAudit } from '../../audit/streamed/partialAudit.ts';
import type { FileDataset } from '../../dataset/fileDataset.ts';
import type { AuditBasis } from '../taskTypes/auditBasis.ts';
import type { TaskFile } from '../taskTypes/taskFile.ts';

/** Where a streamed audit of a file is kept until it is done; it is gone on with only if nothing has changed. */
export async function unfinishedAudit(
  { storage, path }: TaskFile,
  { fingerprint, format, map }: FileDataset,
  basis: AuditBasis,
  seed: number,
  { without = [], columns = [], installed, fitSample }: AuditModels,
): Promise<PartialAudit> {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
  const identity = JSON.stringify([
    fingerprint,
    format.id,
    format.pairs ?? null,
    map,
    basis,
    seed,
    without,
    columns,
    installed.map(({ id, graph, recipe }) => [id, graph.sha256, recipe]),
    fitSample ?? 0,
    await keptVotesDigest(storage, path),
  ]);
  return new PartialAudit(join(storage, 'audits', `unfinished-${hash(path)}`), hash(identity));
}
