import type { ReportData } from '../../src/audit/reportData.ts';
import { el } from './element.ts';
import { glyph } from './glyphs.ts';
import { filterLink } from './host.ts';
import { percent, whole } from './numbers.ts';
import { section, table } from './table.ts';

/** Longest bar, in pixels. */
const longest = 60;

/** Findings by kind: how many, what share, and what their review has shown. */
export function findingsTable({ findings, figures }: ReportData): HTMLElement {
  if (findings.length === 0) return section('Findings', '', el('p', { class: 'muted' }, 'None.'));
  const total = figures.comparisons + figures.malformed;
  const most = Math.max(...findings.map(({ count }) => count));
  const rows = findings.map(({ kind, count, reviewed, wrong }) => {
    const bar = el('i', { class: 'bar' });
    bar.style.width = `${Math.max(2, (longest * count) / most)}px`;
    const name = el('span', { class: 'kind' }, glyph(kind), filterLink(kind, { finding: kind }, `Show the ${count}`));
    const share = el('span', {}, bar, ` ${percent(count / total)}`);
    const outcome = reviewed === 0 ? el('span', { class: 'muted' }, 'not known') : `${wrong} of ${reviewed}`;
    return [name, whole(count), share, whole(reviewed), outcome];
  });
  const columns = [
    { head: 'kind' },
    { head: 'count', figures: true },
    { head: 'share' },
    { head: 'reviewed', figures: true },
    { head: 'wrong', figures: true, title: 'Labels that differ from the verdict, of those reviewed' },
  ];
  return section('Findings', '', table('Findings by kind', columns, rows));
}
