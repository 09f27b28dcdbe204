import { areaY, axisX, axisY, dot, line, plot, ruleY } from '@observablehq/plot';
import type { ReportData, ReportFilterMessage } from '../../src/audit/reportData.ts';
import type { ExpectedWrong } from '../../src/reward/figures.ts';
import { firstsCondition } from './conditions.ts';
import { figure, noFigure, plotSize } from './figure.ts';
import { filterLink } from './host.ts';
import { whole } from './numbers.ts';
import { placeOf } from './plotArea.ts';
import { folded, table } from './table.ts';

const heading = 'Wrong labels in the first k';

/** How many wrong labels a review of the k least probable labels will find: a band, and a line where the flip rate is known. */
export function expectedWrongFigure({ figures, firsts }: ReportData): HTMLElement {
  const all = figures.expectedWrong;
  if (all.length === 0) return noFigure(heading, 'Not known: no label has a probability.');
  const known = all.filter(({ expected }) => expected !== null);
  const thresholds = new Map(firsts.map(({ first, p }) => [first, p]));
  const filterOf = ({ first }: ExpectedWrong): ReportFilterMessage['filter'] | null => {
    const p = thresholds.get(first);
    return p === undefined ? null : { condition: firstsCondition(p), sort: 'p' };
  };
  const drawing = plot({
    ...plotSize,
    className: 'plot',
    x: { type: 'log', label: null },
    y: { label: null, domain: [0, Math.max(1, ...all.map(({ high }) => high))], nice: true },
    marks: [
      areaY(all, { x: 'first', y1: 'low', y2: 'high', fill: 'var(--muted)', fillOpacity: 0.25 }),
      line(all, { x: 'first', y: 'high', stroke: 'var(--muted)', strokeDasharray: '4 3' }),
      line(all, { x: 'first', y: 'low', stroke: 'var(--muted)', strokeDasharray: '4 3' }),
      line(known, { x: 'first', y: 'expected', stroke: 'var(--a)', strokeWidth: 1.6 }),
      dot(known, { x: 'first', y: 'expected', r: 3, fill: 'var(--a)' }),
      ruleY([0], { stroke: 'var(--axis)' }),
      axisX({ ticks: all.map(({ first }) => first), tickFormat: whole, tickSize: 0, label: null }),
      axisY({ tickSize: 0, ticks: 4, label: null }),
    ],
  });
  const words = (one: ExpectedWrong): string =>
    one.expected === null
      ? `between ${whole(one.low)} and ${whole(one.high)}`
      : `${whole(one.expected)} (${whole(one.low)} to ${whole(one.high)})`;
  return figure(
    heading,
    known.length > 0
      ? 'Labels without a verdict, least probable first. Line: expected; band: 95 %.'
      : 'Unknown: check 30 of them. The band holds for every flip rate that the file allows.',
    drawing,
    `Wrong labels among the first k by p: ${all.map(one => `of ${whole(one.first)} ${words(one)}`).join('; ')}.`,
    folded(
      'As a table',
      table(
        heading,
        [{ head: 'first' }, { head: 'wrong', figures: true }],
        all.map(one => {
          const filter = filterOf(one);
          return [filter === null ? whole(one.first) : filterLink(whole(one.first), filter, 'Show them'), words(one)];
        }),
      ),
    ),
    all.flatMap(one => {
      const filter = filterOf(one);
      if (filter === null) return [];
      const { x } = placeOf(drawing, one.first, 0);
      const { marginTop, marginBottom, height } = plotSize;
      return [
        {
          x: x - 9,
          y: marginTop,
          width: 18,
          height: height - marginTop - marginBottom,
          says: `The first ${whole(one.first)}: ${words(one)} wrong`,
          filter,
        },
      ];
    }),
  );
}
