import type { ReportData } from '../../src/audit/reportData.ts';
import type { GroupReconstruction } from '../../src/principles/principlesResult.ts';
import type { GroupFigures } from '../../src/reward/figures.ts';
import { annotatorCondition } from '../conditions.ts';
import { sourceCondition } from './conditions.ts';
import { el } from './element.ts';
import { filterLink } from './host.ts';
import { decimal, interval, percent, whole } from './numbers.ts';
import { folded, section, table } from './table.ts';

const shown = 12;

/** Sources or annotators: labels, accuracy, length, findings, reconstruction, and the principles that set them apart. */
export function groupsTable(
  heading: 'Sources' | 'Annotators',
  groups: readonly GroupFigures[],
  reconstructions: readonly GroupReconstruction[],
  { principles }: ReportData,
): HTMLElement | null {
  if (groups.length === 0 && reconstructions.length === 0) return null;
  const shortOf = new Map(principles.principles.map(({ id, short }) => [id, short]));
  const byName = new Map(reconstructions.map(group => [group.name, group]));
  const figured = new Set(groups.map(({ name }) => name));
  const condition = heading === 'Sources' ? sourceCondition : annotatorCondition;
  const shows = heading === 'Sources' ? 'Show its comparisons' : 'Show what this annotator labelled';
  const link = (name: string): HTMLElement => filterLink(name, { condition: condition(name), sort: 'p' }, shows);
  const dash = (): HTMLElement => el('span', { class: 'muted' }, '–');
  const different = (group: GroupReconstruction | undefined): HTMLElement =>
    el(
      'span',
      { class: 'muted wrap' },
      (group?.different ?? [])
        .map(
          ({ id, here, elsewhere }) => `${shortOf.get(id) ?? id} (${decimal(here)}; elsewhere ${decimal(elsewhere)})`,
        )
        .join(', '),
    );
  const rows = [
    ...groups.map(({ name, n, accuracy, longerPreferred, findings, orientation }) => {
      const group = byName.get(name);
      return [
        link(name),
        whole(n),
        accuracy === null ? dash() : interval(accuracy),
        longerPreferred === null ? dash() : percent(longerPreferred),
        whole(findings),
        group === undefined ? dash() : interval(group.reconstruction),
        orientation,
        different(group),
      ];
    }),
    ...reconstructions
      .filter(({ name }) => !figured.has(name))
      .map(group => [
        group.name,
        whole(group.n),
        dash(),
        dash(),
        dash(),
        interval(group.reconstruction),
        dash(),
        different(group),
      ]),
  ];
  const columns = [
    { head: 'name' },
    { head: 'labels', figures: true },
    { head: 'accuracy', figures: true, title: 'Of the ensemble on these labels, out of fold' },
    { head: 'longer', figures: true, title: 'Labels that prefer the longer response' },
    { head: 'findings', figures: true },
    { head: 'reconstructed', figures: true, title: 'By the constitution, out of fold' },
    { head: 'orientation' },
    { head: 'principles that differ' },
  ];
  const rest = rows.slice(shown);
  return section(
    heading,
    '',
    table(heading, columns, rows.slice(0, shown)),
    rest.length === 0 ? null : folded(`${rest.length} more`, table(`More ${heading.toLowerCase()}`, columns, rest)),
  );
}
