import { readFile } from 'node:fs/promises';
import type { AuditedRow } from '../audit/audit.ts';
import type { AuditRows } from '../audit/auditRows.ts';
import { auditPath, loadAudit } from '../audit/auditStore.ts';
import { openDataset } from '../dataset/openDataset.ts';
import { sidecarPath } from '../dataset/sidecar.ts';
import { parseSidecarLine } from '../dataset/sidecarLine.ts';
import type { Problem, Problems, ProblemsParams } from '../protocol/problems.ts';
import { findingMeaning } from '../reward/findingMeaning.ts';
import { reasonText } from '../reward/reason.ts';
import { parquetToJsonLines } from '../table/parquetToJsonLines.ts';
import { fileOptions } from './fileOptions.ts';

/**
 * The findings of a file as it is on disk, from the audit that is kept of its content. What the review file settles is left
 * out, and so is what has changed since the audit.
 */
export async function readProblems(params: ProblemsParams, signal: AbortSignal): Promise<Problems | null> {
  const dataset = await openDataset(params.path, { ...fileOptions(params), parquet: parquetToJsonLines, signal });
  try {
    const stored = await loadAudit(auditPath(params.storage, dataset));
    if (stored === null) return null;
    const { rows } = stored.audit;
    const stale = new Set(stored.stale);
    const reviewed = await reviewedKeys(sidecarPath(dataset.path));
    const open = openRows(rows, reviewed).filter(({ row }) => !stale.has(row));
    const lines = new Map(rows.map(({ row, line }) => [row, line]));
    const all = open.flatMap(({ row, line, findings }) =>
      findings.map(({ kind, score, reason, related = [] }): Problem => {
        const others = related.flatMap(other => lines.get(other) ?? []);
        return {
          row,
          line,
          kind,
          weight: findingMeaning[kind].weight,
          score,
          text: reasonText(reason),
          related: others.slice(0, 10),
        };
      }),
    );
    const best = all.toSorted((x, y) => y.score - x.score || x.row - y.row).slice(0, params.most);
    return { problems: best.sort((x, y) => x.row - y.row), all: all.length };
  } finally {
    await dataset.close();
  }
}

/** Rows that no reviewer has judged; occurrences of a key count in file order. */
function openRows(rows: AuditRows, reviewed: ReadonlySet<string>): AuditedRow[] {
  const seen = new Map<string, number>();
  return rows.filter(({ key }) => {
    if (key === '') return true;
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    return !reviewed.has(`${key}:${occurrence}`);
  });
}

/** Comparisons with a verdict, by key and occurrence. A file that can't be read settles nothing. */
async function reviewedKeys(path: string): Promise<Set<string>> {
  const reviewed = new Set<string>();
  const text = await readFile(path, 'utf8').catch(() => '');
  for (const line of text.replace(/^\uFEFF/, '').split('\n')) {
    const parsed = parseSidecarLine(line);
    if (typeof parsed === 'string') continue;
    const { verdict, occurrence, key, newKey = key } = parsed;
    for (const name of [`${key}:${occurrence}`, `${newKey}:${occurrence}`]) {
      if (verdict === null || verdict === 'later') reviewed.delete(name);
      else reviewed.add(name);
    }
  }
  return reviewed;
}
