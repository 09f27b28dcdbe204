import { join } from 'node:path';
import type { Row } from '../dataset/row.ts';
import type { Audit, AuditedRow } from './audit.ts';
import { AuditFolderError } from './auditFolderError.ts';
import { figuresOfFolder } from './figuresOfFolder.ts';
import { folderJson, folderPrinciples } from './folderJson.ts';
import { linesOf } from './folderLines.ts';
import { type FolderComparison, type FolderFinding, rowOfLine } from './rowOfLine.ts';

/** Findings of one line; an audit has about one of a kind. */
const mostFindings = 64;

/** The dataset that an audit's folder is read for. */
export interface FolderFor {
  readonly file: string;
  /** Name of the format. */
  readonly format: string;
  /** All rows of the file, in order. */
  readonly rows: AsyncIterable<readonly Row[]>;
}

/**
 * Reads a folder that `pairlens audit --out` or `scale/ray` wrote back into an audit of the open file. What the folder does not
 * hold (margins of populations, how heads were fitted) is not known of it; without principles.json there are no principles.
 *
 * @throws AuditFolderError where the folder is of another file, or can't be read
 */
export async function readAuditFolder(folder: string, { file, format, rows }: FolderFor): Promise<Audit> {
  const [figures, principles] = await Promise.all([folderJson(folder, 'figures.json'), folderPrinciples(folder)]);
  const audited: { row: Row; line: FolderComparison }[] = [];
  const places = new Map<number, number>();
  const lines = linesOf<FolderComparison>(folder, 'comparisons.jsonl');
  for await (const batch of rows) {
    for (const row of batch) {
      const { value: line, done } = await lines.next();
      if (done === true || !fits(row, line)) throw ofAnotherFile(folder, row.line);
      places.set(line.line, row.row);
      audited.push({ row, line });
    }
  }
  if ((await lines.next()).done !== true) throw ofAnotherFile(folder, (audited.at(-1)?.row.line ?? 0) + 1);
  const findings = await readFindings(folder, places);
  const made: AuditedRow[] = audited.map(({ row, line }) =>
    rowOfLine(row, line, findings.get(line.line) ?? [], places),
  );
  return {
    version: 1,
    file,
    format,
    at: new Date().toISOString(),
    rows: made,
    figures: figuresOfFolder(figures, folder),
    principles,
    explain: { seed: 0, partitions: 1, heads: {} },
  };
}

/** Findings by their line. Those of a line that no comparison stands on are of another file. */
async function readFindings(
  folder: string,
  places: ReadonlyMap<number, number>,
): Promise<ReadonlyMap<number, readonly FolderFinding[]>> {
  const findings = new Map<number, FolderFinding[]>();
  for await (const found of linesOf<FolderFinding>(folder, 'findings.jsonl')) {
    if (!places.has(found.line)) throw ofAnotherFile(folder, found.line);
    const known = findings.get(found.line);
    if (known === undefined) findings.set(found.line, [found]);
    else if (known.length < mostFindings) known.push(found);
    else {
      const path = join(folder, 'findings.jsonl');
      throw new AuditFolderError(
        `${path} has over ${mostFindings} findings of line ${found.line}. Write the audit anew.`,
      );
    }
  }
  return findings;
}

function fits(row: Row, { line, key }: FolderComparison): boolean {
  return line === row.line && key === (row.kind === 'comparison' ? row.comparison.key : null);
}

function ofAnotherFile(folder: string, line: number): AuditFolderError {
  return new AuditFolderError(
    `${folder} is not an audit of this file as it is now: line ${line} differs. Choose the folder of this file, or audit it anew.`,
  );
}
