import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import type { Audit, AuditProgress } from '../audit/audit.ts';
import type { AuditModels } from '../audit/auditModels.ts';
import { auditPath, loadAudit, storeAudit } from '../audit/auditStore.ts';
import { auditSource } from '../audit/streamed/auditSource.ts';
import type { KeptAnswers } from '../audit/streamed/chunkReader.ts';
import { defaultFitSample } from '../audit/streamed/fitSample.ts';
import { PartialAudit } from '../audit/streamed/partialAudit.ts';
import { followUpsPath, openFollowUps, openVoted, votedDigest, votedPath } from '../audit/votedStore.ts';
import { workerSeats } from '../engine/workerSeats.ts';
import { type AuditFile, readingShare } from './cliFile.ts';
import { storageFolder } from './storage.ts';
import type { Terminal } from './terminal.ts';
import { programVersion } from './version.ts';

/** Audits a file that has been read, with progress on stderr, and keeps the result for `show` and `export`. */
export async function runAudit(file: AuditFile, seed: number, models: AuditModels, terminal: Terminal): Promise<Audit> {
  const fitSample = models.fitSample ?? defaultFitSample;
  const path = await pathOf(file, seed, models);
  const partial = new PartialAudit(partialPath(file), `${path} ${file.dataset.fingerprint.mtimeMs}`);
  const options = {
    file: basename(file.dataset.path),
    format: file.dataset.format.name,
    decisions: file.decisions,
    seed,
    models,
    signal: terminal.signal,
    onProgress: ({ share, ...progress }: AuditProgress) =>
      terminal.progress.show({ ...progress, share: readingShare + (1 - readingShare) * share }),
  };
  const kept = async (): Promise<KeptAnswers> => ({
    voted: await openVoted(votesOf(file)),
    followUps: await openFollowUps(storageFolder(process.env, process.platform), resolve(file.dataset.path)),
  });
  const audit = await auditSource(file.source, { ...options, fitSample, seats: workerSeats, partial, kept });
  terminal.progress.clear();
  try {
    await storeAudit(path, { audit, decided: new Map(), stale: [] });
    await partial.remove();
  } catch (error) {
    terminal.note(`The audit could not be kept for later: ${error instanceof Error ? error.message : String(error)}`);
  }
  return audit;
}

/** The audit that an earlier run of this version made of the same content, seed and decisions, or else a new one. */
export async function sameAudit(
  file: AuditFile,
  seed: number,
  models: AuditModels,
  terminal: Terminal,
): Promise<Audit> {
  const stored = await loadAudit(await pathOf(file, seed, models));
  if (stored === null) return runAudit(file, seed, models, terminal);
  terminal.note('The audit of an earlier run is used: nothing has changed since.');
  return stored.audit;
}

/** Where the votes of language models about a file are kept. */
export function votesOf({ dataset }: AuditFile): string {
  return votedPath(storageFolder(process.env, process.platform), resolve(dataset.path));
}

/** Where the margins by follow-up likelihood of a file are kept. */
export function followUpsOf({ dataset }: Pick<AuditFile, 'dataset'>): string {
  return followUpsPath(storageFolder(process.env, process.platform), resolve(dataset.path));
}

/** Where an audit of a file is kept until it is done. */
function partialPath({ dataset }: AuditFile): string {
  const name = createHash('sha256').update(resolve(dataset.path)).digest('hex').slice(0, 32);
  return join(storageFolder(process.env, process.platform), 'audits', `unfinished-${name}`);
}

async function pathOf(
  file: AuditFile,
  seed: number,
  { fitSample = defaultFitSample, installed, columns = [], without = [] }: AuditModels,
): Promise<string> {
  const { dataset, decisions } = file;
  const decided = createHash('sha256')
    .update(JSON.stringify([...decisions]))
    .digest('hex');
  const judges = installed.map(({ id, graph, recipe }) => [id, graph.sha256, recipe]);
  const followed = await votedDigest(followUpsOf(file));
  const variant = JSON.stringify([
    programVersion(),
    seed,
    decided,
    judges,
    columns,
    without,
    await votedDigest(votesOf(file)),
    ...(followed === '' ? [] : [followed]),
    // An audit that held its file is the same whatever the limit was.
    ...(dataset.rowCount > fitSample ? [fitSample] : []),
  ]);
  return auditPath(storageFolder(process.env, process.platform), dataset, variant);
}
