import type { ReportData, ReportFilterMessage } from '../../src/audit/reportData.ts';
import type { MemberRun } from '../../src/reward/figures.ts';
import { againstCondition } from './conditions.ts';
import { el } from './element.ts';
import { filterLink } from './host.ts';
import { decimal, interval, percent, points, whole } from './numbers.ts';
import { section, table } from './table.ts';

/** The members of the reward ensemble, used or not, and why. */
export function membersTable({ figures, columns }: ReportData): HTMLElement {
  const unknown = (): HTMLElement => el('span', { class: 'muted' }, '–');
  const rows = figures.members.map(({ id, name, used, why, coverage, accuracy, auroc, ece, adds, run }) => [
    accuracy === null ? name : filterLink(name, against(columns[id] ?? ''), 'Show the labels that it contradicts'),
    used ? 'yes' : 'no',
    percent(coverage),
    accuracy === null ? unknown() : interval(accuracy),
    auroc === null ? unknown() : interval(auroc),
    ece === null ? unknown() : decimal(ece, 3),
    adds === null ? unknown() : points(adds),
    run === null ? unknown() : runText(run),
    el('span', { class: 'muted wrap' }, why),
  ]);
  const heads = [
    { head: 'member' },
    { head: 'used' },
    { head: 'coverage', figures: true, title: 'Labelled comparisons on which it has an opinion' },
    { head: 'accuracy', figures: true, title: 'Out of fold, with its 95 % interval' },
    { head: 'AUROC', figures: true, title: 'Out of fold, with its 95 % interval' },
    { head: 'ECE', figures: true, title: 'Expected calibration error' },
    { head: 'adds', figures: true, title: 'Points of accuracy: the ensemble with it, less the ensemble without it' },
    { head: 'device', title: 'Where its model ran, and texts a second' },
    { head: '' },
  ];
  return section('Reward ensemble', '', table('Members of the reward ensemble', heads, rows));
}

function against(column: string): ReportFilterMessage['filter'] {
  return { condition: againstCondition(column), sort: 'p' };
}

/** Device, its reason on hover, and pace: "cpu, 152/s". */
function runText({ device, why, seconds, computed, texts, truncated }: MemberRun): HTMLElement {
  const pace = computed === 0 ? 'from cache' : seconds > 0 ? `${whole(computed / seconds)}/s` : '';
  const long = truncated > 0 ? ` ${whole(truncated)} of ${whole(texts)} texts are longer than it reads.` : '';
  return el('span', { title: `${why}${long}` }, [device, pace].filter(Boolean).join(', '));
}
