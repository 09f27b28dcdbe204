import type { ReportData } from '../../src/audit/reportData.ts';
import { annotatorCondition } from '../conditions.ts';
import { el } from './element.ts';
import { filterLink } from './host.ts';
import { decimal, interval, percent, plural, whole } from './numbers.ts';
import { folded, section, table } from './table.ts';

const shown = 12;

/** How annotators agree, how good each is, who disagrees with whom, and who should be looked at. */
export function annotationTable({ figures: { annotation } }: ReportData): HTMLElement | null {
  if (annotation === null) return null;
  const { alpha, annotators, pairs, suspicions } = annotation;
  const dash = (): HTMLElement => el('span', { class: 'muted' }, '–');
  const why = new Map<string, string[]>();
  for (const { name, kind, why: text } of suspicions) {
    why.set(name, [...(why.get(name) ?? []), `${kind}: ${text}`]);
  }
  const rows = annotators.map(({ name, n, accuracy, agreement, pull, longer, pace }) => [
    filterLink(name, { condition: annotatorCondition(name), sort: 'p' }, 'Show what this annotator labelled'),
    whole(n),
    accuracy === null ? dash() : interval(accuracy),
    agreement === null ? dash() : interval(agreement),
    pull === null ? dash() : decimal(pull),
    longer === null ? dash() : `${percent(longer.share.value)} (${percent(longer.expected)})`,
    pace === null ? dash() : `${whole(pace)} s`,
    el('span', { class: 'muted wrap' }, (why.get(name) ?? []).join('; ')),
  ]);
  const columns = [
    { head: 'annotator' },
    { head: 'votes', figures: true },
    { head: 'right', figures: true, title: 'By the consensus of all others and the ensemble (Dawid-Skene)' },
    { head: 'as others', figures: true, title: 'Votes that others on the same responses equal' },
    { head: 'pull to first', figures: true, title: 'What votes owe to the position, in logits' },
    { head: 'longer (expected)', figures: true, title: 'Votes for the longer response; by the consensus' },
    { head: 'a vote', figures: true, title: 'Median time from one vote to the next' },
    { head: 'to look at', title: 'Reasons to look at an annotator, not proofs' },
  ];
  const rest = rows.slice(shown);
  const note =
    alpha === null
      ? 'no responses were judged by two'
      : `Krippendorff’s alpha ${interval(alpha)} over ${plural(alpha.n, 'pair')} of responses`;
  return section(
    'Agreement of annotators',
    note,
    table('Agreement of annotators', columns, rows.slice(0, shown)),
    rest.length === 0 ? null : folded(`${rest.length} more`, table('More annotators', columns, rest)),
    pairs.length === 0 ? null : folded('Who disagrees with whom', pairsTable(pairs)),
  );
}

function pairsTable(pairs: NonNullable<ReportData['figures']['annotation']>['pairs']): HTMLElement {
  const columns = [
    { head: 'one' },
    { head: 'other' },
    { head: 'in common', figures: true },
    { head: 'agree', figures: true },
    { head: 'kappa', figures: true, title: '2 (agreement − ½)' },
  ];
  const rows = [...pairs]
    .sort((x, y) => x.kappa - y.kappa)
    .map(({ one, other, agreement, kappa }) => [one, other, whole(agreement.n), interval(agreement), decimal(kappa)]);
  return table('Who disagrees with whom', columns, rows);
}
