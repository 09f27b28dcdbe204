import { basename } from 'node:path';
import type { Audit } from '../audit/audit.ts';
import { auditDataset } from '../audit/auditDataset.ts';
import { type CliFile, readingShare } from './cliFile.ts';
import type { Terminal } from './terminal.ts';

/** Audits a file that has been read, with progress on stderr. */
export async function runAudit(
  { dataset, rows, decisions }: CliFile,
  seed: number,
  terminal: Terminal,
): Promise<Audit> {
  const audit = await auditDataset(rows, {
    file: basename(dataset.path),
    format: dataset.format.name,
    decisions,
    seed,
    signal: terminal.signal,
    onProgress: ({ stage, share }) =>
      terminal.progress.show({ stage, share: readingShare + (1 - readingShare) * share }),
  });
  terminal.progress.clear();
  return audit;
}
