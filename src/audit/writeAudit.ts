import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constitutionMarkdown } from '../principles/constitutionMarkdown.ts';
import type { Audit } from './audit.ts';
import { auditHtml } from './auditHtml.ts';
import { comparisonLines, findingLines } from './exportLines.ts';

/** Files that an audit is written to. */
export const auditFiles = [
  'findings.jsonl',
  'comparisons.jsonl',
  'figures.json',
  'principles.json',
  'constitution.md',
  'report.html',
] as const;

/**
 * Writes an audit to a folder: all files or none. They are written beside it and moved in at the end; files of an earlier
 * audit are replaced, anything else in the folder stays.
 *
 * @throws an `AbortError` if the signal was raised, with nothing left behind
 */
export async function writeAudit(audit: Audit, folder: string, signal?: AbortSignal): Promise<void> {
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true });
  const work = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    await writeLines(join(work, 'findings.jsonl'), findingLines(audit), signal);
    await writeLines(join(work, 'comparisons.jsonl'), comparisonLines(audit), signal);
    await writeFile(join(work, 'figures.json'), json(audit.figures));
    await writeFile(join(work, 'principles.json'), json(audit.principles));
    await writeFile(
      join(work, 'constitution.md'),
      constitutionMarkdown(audit.principles, basename(audit.file), audit.figures),
    );
    await writeFile(join(work, 'report.html'), await auditHtml(audit));
    signal?.throwIfAborted();
    await moveIn(work, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function moveIn(work: string, target: string): Promise<void> {
  const exists = await stat(target).catch(() => null);
  if (exists === null) {
    // Temporary folders are private; the result is as open as any other folder.
    await chmod(work, 0o777 & ~process.umask());
    await rename(work, target);
    return;
  }
  for (const file of auditFiles) await rename(join(work, file), join(target, file));
}

async function writeLines(path: string, lines: Iterable<unknown>, signal?: AbortSignal): Promise<void> {
  const text = Readable.from(lines).map((line: unknown) => `${JSON.stringify(line)}\n`);
  await pipeline(text, createWriteStream(path), { ...(signal === undefined ? {} : { signal }) });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
