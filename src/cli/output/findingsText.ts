import type { Audit, AuditedRow } from '../../audit/audit.ts';
import { type Finding, type FindingKind, findingKinds } from '../../reward/finding.ts';
import { reasonText } from '../../reward/reason.ts';
import type { Look } from './auditText.ts';
import { count, percent } from './numbers.ts';
import { safeLine } from './safeText.ts';
import { wrap } from './wrap.ts';

/** Examples that are printed of each kind. */
const examples = 2;

interface Found {
  readonly row: AuditedRow;
  readonly finding: Finding;
}

/** Findings by kind: how many, and the reasons of those with the best score. */
export function findingsText({ rows, figures }: Audit, { width, style }: Look): string {
  const byKind = new Map<FindingKind, Found[]>();
  for (const row of rows) {
    for (const finding of row.findings) {
      const found = byKind.get(finding.kind) ?? [];
      found.push({ row, finding });
      byKind.set(finding.kind, found);
    }
  }
  if (byKind.size === 0) return '  none';
  const total = Math.max(1, figures.comparisons + figures.malformed);
  const name = 2 + Math.max(...[...byKind.keys()].map(kind => kind.length));
  return findingKinds
    .filter(kind => byKind.has(kind))
    .map(kind => {
      const found = byKind.get(kind)!;
      const n = figures.findings[kind];
      const head = `  ${style.bad(kind.padEnd(name))}${count(n).padStart(7)}  ${percent(n / total).padStart(7)}`;
      const best = found.sort((x, y) => y.finding.score - x.finding.score || x.row.row - y.row.row).slice(0, examples);
      const wrong = kind === 'mislabeled' || kind === 'suspect' ? expectedAmong(found) : null;
      const known = wrong === null ? [] : [`    ${wrap(wrong, width - 4, '    ')}`];
      return [head, ...known, ...best.map(entry => example(entry, width))].join('\n');
    })
    .join('\n');
}

/** How many flagged labels are wrong, by the flip rate and p: a flag is a reason to look. Null where the flip rate is not known. */
function expectedAmong(found: readonly Found[]): string | null {
  let [expected, low, high] = [0, 0, 0];
  for (const { row } of found) {
    if (row.pWrong === null || row.pWrongRange === null) return null;
    expected += row.pWrong;
    low += row.pWrongRange[0];
    high += row.pWrongRange[1];
  }
  const [about, from, to] = [expected, low, high].map(Math.round);
  return `About ${count(about!)} (95 %: ${count(from!)} to ${count(to!)}) of them are expected to be wrong: a finding is a reason to look.`;
}

function example({ row, finding }: Found, width: number): string {
  const place = `    line ${row.line}: `;
  return `${place}${wrap(safeLine(reasonText(finding.reason), 2 * (width - place.length)), width - place.length, ' '.repeat(place.length))}`;
}
