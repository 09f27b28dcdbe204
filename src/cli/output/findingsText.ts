import type { Audit } from '../../audit/audit.ts';
import { type FindingKind, findingKinds } from '../../reward/finding.ts';
import { reasonText } from '../../reward/reason.ts';
import { bestFound, type Found } from '../found.ts';
import type { Look } from './auditText.ts';
import { count, percent } from './numbers.ts';
import { safeLine } from './safeText.ts';
import { wrap } from './wrap.ts';

/** Examples that are printed of each kind. */
const examples = 2;

/** What is known of the findings of one kind. */
class OfKind {
  readonly best = bestFound(examples);
  /** How many of their labels are wrong, and the bounds of that; null where the flip rate is not known. */
  wrong: readonly [expected: number, low: number, high: number] | null = [0, 0, 0];

  add(found: Found): void {
    this.best.add(found);
    const { pWrong, pWrongRange } = found.row;
    if (this.wrong === null || pWrong === null || pWrongRange === null) this.wrong = null;
    else this.wrong = [this.wrong[0] + pWrong, this.wrong[1] + pWrongRange[0], this.wrong[2] + pWrongRange[1]];
  }
}

/** Findings by kind: how many, and the reasons of those with the best score. */
export function findingsText({ rows, figures }: Audit, { width, style }: Look): string {
  const byKind = new Map<FindingKind, OfKind>();
  for (const row of rows) {
    for (const finding of row.findings) {
      const known = byKind.get(finding.kind) ?? new OfKind();
      byKind.set(finding.kind, known);
      known.add({ row, finding });
    }
  }
  if (byKind.size === 0) return '  none';
  const total = Math.max(1, figures.comparisons + figures.malformed);
  const name = 2 + Math.max(...[...byKind.keys()].map(kind => kind.length));
  return findingKinds
    .filter(kind => byKind.has(kind))
    .map(kind => {
      const { best, wrong } = byKind.get(kind)!;
      const n = figures.findings[kind];
      const head = `  ${style.bad(kind.padEnd(name))}${count(n).padStart(7)}  ${percent(n / total).padStart(7)}`;
      const said = (kind === 'mislabeled' || kind === 'suspect') && wrong !== null ? [wrongText(...wrong)] : [];
      const known = said.map(text => `    ${wrap(text, width - 4, '    ')}`);
      return [head, ...known, ...best.all.map(entry => example(entry, width))].join('\n');
    })
    .join('\n');
}

/** How many flagged labels are wrong, by the flip rate and p: a flag is a reason to look. */
function wrongText(expected: number, low: number, high: number): string {
  const [about, from, to] = [expected, low, high].map(Math.round);
  return `About ${count(about!)} (95 %: ${count(from!)} to ${count(to!)}) of them are expected to be wrong: a finding is a reason to look.`;
}

function example({ row, finding }: Found, width: number): string {
  const place = `    line ${row.line}: `;
  return `${place}${wrap(safeLine(reasonText(finding.reason), 2 * (width - place.length)), width - place.length, ' '.repeat(place.length))}`;
}
