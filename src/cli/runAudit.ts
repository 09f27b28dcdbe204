import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import type { Audit } from '../audit/audit.ts';
import { auditDataset } from '../audit/auditDataset.ts';
import type { AuditModels } from '../audit/auditModels.ts';
import { auditPath, loadAudit, storeAudit } from '../audit/auditStore.ts';
import { loadVoted, votedDigest, votedPath } from '../audit/votedStore.ts';
import { type CliFile, readingShare } from './cliFile.ts';
import { storageFolder } from './storage.ts';
import type { Terminal } from './terminal.ts';
import { programVersion } from './version.ts';

/** Audits a file that has been read, with progress on stderr, and keeps the result for `show` and `export`. */
export async function runAudit(file: CliFile, seed: number, models: AuditModels, terminal: Terminal): Promise<Audit> {
  const audit = await auditDataset(file.rows, {
    file: basename(file.dataset.path),
    format: file.dataset.format.name,
    decisions: file.decisions,
    seed,
    models,
    voted: comparisons => loadVoted(votesOf(file), comparisons),
    signal: terminal.signal,
    onProgress: ({ stage, share }) =>
      terminal.progress.show({ stage, share: readingShare + (1 - readingShare) * share }),
  });
  terminal.progress.clear();
  try {
    await storeAudit(await pathOf(file, seed, models), { audit, decided: new Map(), stale: [] });
  } catch (error) {
    terminal.note(`The audit could not be kept for later: ${error instanceof Error ? error.message : String(error)}`);
  }
  return audit;
}

/** The audit that an earlier run of this version made of the same content, seed and decisions, or else a new one. */
export async function sameAudit(file: CliFile, seed: number, models: AuditModels, terminal: Terminal): Promise<Audit> {
  const stored = await loadAudit(await pathOf(file, seed, models));
  if (stored === null) return runAudit(file, seed, models, terminal);
  terminal.note('The audit of an earlier run is used: nothing has changed since.');
  return stored.audit;
}

/** Where the votes of language models about a file are kept. */
export function votesOf({ dataset }: CliFile): string {
  return votedPath(storageFolder(process.env, process.platform), resolve(dataset.path));
}

async function pathOf(
  file: CliFile,
  seed: number,
  { installed, columns = [], without = [] }: AuditModels,
): Promise<string> {
  const { dataset, decisions } = file;
  const decided = createHash('sha256')
    .update(JSON.stringify([...decisions]))
    .digest('hex');
  const judges = installed.map(({ id, graph, recipe }) => [id, graph.sha256, recipe]);
  const variant = JSON.stringify([
    programVersion(),
    seed,
    decided,
    judges,
    columns,
    without,
    await votedDigest(votesOf(file)),
  ]);
  return auditPath(storageFolder(process.env, process.platform), dataset, variant);
}
