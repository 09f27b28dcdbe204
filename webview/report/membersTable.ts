import type { ReportData } from '../../src/audit/reportData.ts';
import { el } from './element.ts';
import { decimal, interval, percent } from './numbers.ts';
import { section, table } from './table.ts';

/** The members of the reward ensemble, used or not, and why. */
export function membersTable({ figures }: ReportData): HTMLElement {
  const unknown = (): HTMLElement => el('span', { class: 'muted' }, '–');
  const rows = figures.members.map(({ name, used, why, coverage, accuracy, auroc, ece }) => [
    name,
    used ? 'yes' : 'no',
    percent(coverage),
    accuracy === null ? unknown() : interval(accuracy),
    auroc === null ? unknown() : interval(auroc),
    ece === null ? unknown() : decimal(ece, 3),
    el('span', { class: 'muted wrap' }, why),
  ]);
  const columns = [
    { head: 'member' },
    { head: 'used' },
    { head: 'coverage', figures: true, title: 'Labelled comparisons on which it has an opinion' },
    { head: 'accuracy', figures: true, title: 'Out of fold, with its 95 % interval' },
    { head: 'AUROC', figures: true, title: 'Out of fold, with its 95 % interval' },
    { head: 'ECE', figures: true, title: 'Expected calibration error' },
    { head: '' },
  ];
  return section('Reward ensemble', '', table('Members of the reward ensemble', columns, rows));
}
