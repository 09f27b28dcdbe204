import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { atomicWrite } from '../dataset/atomicWrite.ts';
import { constitutionMarkdown } from '../principles/constitutionMarkdown.ts';
import { expectedWrong } from '../reward/figures/expectedWrong.ts';
import type { Figures } from '../reward/figures.ts';
import { auditHtml } from './auditHtml.ts';
import { figuresOfFolder } from './figuresOfFolder.ts';
import { folderJson, folderPrinciples } from './folderJson.ts';
import { linesOf } from './folderLines.ts';
import { ReportRows } from './reportRows.ts';
import type { FolderComparison } from './rowOfLine.ts';

/** How to write it. */
export interface FolderReportOptions {
  /** Name of the audited file, where figures.json does not say (default: the folder's name). */
  readonly name?: string;
  readonly signal?: AbortSignal;
}

/**
 * Writes into an audit's folder what follows from its figures, principles and comparisons: `report.html`, `constitution.md`
 * and, where `figures.json` lacks them, the expected wrong labels. No dataset is needed. Verdicts are not known, so that no
 * label counts as reviewed.
 *
 * @throws AuditFolderError where the folder can't be read
 */
export async function writeFolderReport(folder: string, { name, signal }: FolderReportOptions = {}): Promise<void> {
  const [read, principles] = await Promise.all([folderJson(folder, 'figures.json'), folderPrinciples(folder)]);
  const known = figuresOfFolder(read, folder);
  const rows = new ReportRows();
  for await (const line of linesOf<FolderComparison>(folder, 'comparisons.jsonl')) {
    signal?.throwIfAborted();
    rows.add(line);
  }
  const figures: Figures = 'expectedWrong' in read ? known : { ...known, expectedWrong: expectedOf(rows, known) };
  const said = (field: string): string | undefined => (typeof read[field] === 'string' ? read[field] : undefined);
  const file = said('file') || name || basename(resolve(folder));
  const audit = {
    version: 1,
    file,
    format: said('format') ?? 'a format that the folder does not name',
    at: said('at') ?? (await stat(join(folder, 'figures.json'))).mtime.toISOString(),
    rows,
    figures,
    principles,
    explain: { seed: figures.seed, partitions: 1, heads: {} },
  } as const;
  const html = await auditHtml(audit);
  if (!('expectedWrong' in read)) {
    const whole = { ...read, expectedWrong: figures.expectedWrong };
    await write(folder, 'figures.json', `${JSON.stringify(whole, null, 2)}\n`);
  }
  await write(folder, 'constitution.md', constitutionMarkdown(principles, basename(file), figures));
  await write(folder, 'report.html', html);
}

function expectedOf(rows: ReportRows, { flipRate }: Figures): Figures['expectedWrong'] {
  return expectedWrong({ p: rows.p(), flipRate, reviews: [] });
}

function write(folder: string, name: string, text: string): Promise<void> {
  return atomicWrite(join(folder, name), handle => handle.writeFile(text));
}
