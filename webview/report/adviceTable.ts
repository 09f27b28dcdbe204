import type { ReportData } from '../../src/audit/reportData.ts';
import { el } from './element.ts';
import { section, table } from './table.ts';

/** What to set in a trainer for the rows that remain. */
export function adviceTable({ figures }: ReportData): HTMLElement | null {
  if (figures.advice.length === 0) return null;
  const rows = figures.advice.map(({ trainer, setting, why }) => [
    trainer,
    el('span', { class: 'wrap' }, setting),
    el('span', { class: 'wrap' }, why),
  ]);
  return section(
    'For the trainer',
    '',
    table('Advice per trainer', [{ head: 'trainer' }, { head: 'setting' }, { head: 'why' }], rows),
  );
}
