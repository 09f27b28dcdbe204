import { axisX, plot, rectY, ruleX, ruleY, text } from '@observablehq/plot';
import type { ReportFilterMessage } from '../../src/audit/reportData.ts';
import type { HistogramBin } from '../../src/reward/figures.ts';
import { strengthCondition } from './conditions.ts';
import { figure, noFigure, plotSize, stripes } from './figure.ts';
import { filterLink } from './host.ts';
import { decimal, percent, plural, whole } from './numbers.ts';
import { columnOf } from './plotArea.ts';
import { folded, table } from './table.ts';

const heading = 'Preference strength';

function filterOf(bin: HistogramBin): ReportFilterMessage['filter'] {
  return { condition: strengthCondition(bin), sort: 'strength' };
}

/** Histogram of preference strength, hatched where the ensemble prefers the rejected response. */
export function strengthPlot(all: readonly HistogramBin[]): HTMLElement {
  const bins = all.filter(({ from, to }) => Number.isFinite(from) && Number.isFinite(to));
  const total = bins.reduce((sum, { n }) => sum + n, 0);
  if (total === 0) return noFigure(heading, 'No comparison has a margin: no member of the ensemble has an opinion.');
  const against = (bin: HistogramBin): boolean => bin.from + bin.to < 0;
  const share = bins.filter(against).reduce((sum, { n }) => sum + n, 0) / total;
  const drawing = plot({
    ...plotSize,
    className: 'plot',
    x: { label: null },
    y: { axis: null },
    marks: [
      () => stripes('against'),
      rectY(bins, {
        x1: 'from',
        x2: 'to',
        y: 'n',
        insetLeft: 0.75,
        insetRight: 0.75,
        fill: bin => (against(bin) ? 'url(#against)' : 'var(--a)'),
        stroke: bin => (against(bin) ? 'var(--warn)' : 'none'),
        strokeWidth: 0.8,
      }),
      ruleY([0], { stroke: 'var(--axis)' }),
      ruleX([0], { stroke: 'var(--fg)' }),
      axisX({ tickSize: 0, ticks: 6, label: null }),
      text([`rejected preferred: ${percent(share)}`], {
        frameAnchor: 'top-left',
        dy: -4,
        fill: 'var(--muted)',
      }),
    ],
  });
  return figure(
    heading,
    'Mean calibrated margin over the members. Hatched: the ensemble prefers the rejected response.',
    drawing,
    `Histogram of preference strength over ${whole(total)} comparisons; the ensemble prefers the rejected response in ${percent(share)} of them.`,
    folded(
      'As a table',
      table(
        heading,
        [{ head: 'from' }, { head: 'to', figures: true }, { head: 'comparisons', figures: true }],
        bins.map(bin => [decimal(bin.from), decimal(bin.to), filterLink(whole(bin.n), filterOf(bin), 'Show them')]),
      ),
    ),
    bins
      .filter(({ n }) => n > 0)
      .map(bin => ({
        ...columnOf(drawing, bin.from, bin.to),
        says: `Preference strength ${decimal(bin.from)} to ${decimal(bin.to)}: ${plural(bin.n, 'comparison')}`,
        filter: filterOf(bin),
      })),
  );
}
