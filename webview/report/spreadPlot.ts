import { axisX, axisY, dot, plot, ruleX, ruleY } from '@observablehq/plot';
import type { ReportData, ReportPoint } from '../../src/audit/reportData.ts';
import type { FindingKind } from '../../src/reward/finding.ts';
import { regionCondition } from './conditions.ts';
import { el, svg } from './element.ts';
import { figure, noFigure, plotSize } from './figure.ts';
import { decimal, plural, whole } from './numbers.ts';
import { boxOf, type Drawing, placeOf } from './plotArea.ts';
import type { Region } from './regions.ts';
import { table } from './table.ts';

const heading = 'Strength and spread';

interface Mark {
  readonly name: string;
  readonly kinds: readonly FindingKind[];
  readonly symbol: 'triangle' | 'diamond';
  readonly colour: string;
}

const marks: readonly Mark[] = [
  { name: 'label doubted', kinds: ['mislabeled', 'suspect'], symbol: 'triangle', colour: 'var(--warn)' },
  { name: 'opinions differ', kinds: ['contested', 'uncertain'], symbol: 'diamond', colour: 'var(--a)' },
];

const legendPaths = { triangle: 'M5 1 9 9H1Z', diamond: 'M5 0 10 5 5 10 0 5Z' } as const;

/** A marked comparison can be shown alone. */
function pointRegion(drawing: Drawing, [strength, spread, kind, row]: ReportPoint): Region {
  const { x, y } = placeOf(drawing, strength, spread);
  return {
    x: x - 4,
    y: y - 4,
    width: 8,
    height: 8,
    says: `One comparison, ${kind}: preference strength ${decimal(strength)}, spread ${decimal(spread)}`,
    filter: { condition: `row = ${row}`, sort: 'position' },
  };
}

/** Preference strength against spread: what the members agree on, and where they disagree. */
export function spreadPlot({ points, regions }: ReportData): HTMLElement {
  if (points.length === 0) return noFigure(heading, 'No comparison has margins of two or more members.');
  const at = { x: '0', y: '1' } as const;
  const plain = points.filter(point => point[2] === null);
  const of = ({ kinds }: Mark): ReportPoint[] => points.filter(([, , kind]) => kind !== null && kinds.includes(kind));
  const [left, right] = [Math.min(...regions.map(({ from }) => from)), Math.max(...regions.map(({ to }) => to))];
  const top = Math.max(...regions.map(({ high }) => high));
  const drawing = plot({
    ...plotSize,
    // Room for the legend.
    marginTop: 28,
    className: 'plot',
    x: { label: null, domain: [left, right] },
    y: { label: null, domain: [0, top] },
    marks: [
      ruleY([0], { stroke: 'var(--axis)' }),
      ruleX([0], { stroke: 'var(--fg)' }),
      dot(plain, { ...at, r: 1.6, fill: 'var(--fg)', fillOpacity: 0.5 }),
      ...marks.map(mark =>
        dot(of(mark), {
          ...at,
          symbol: mark.symbol,
          r: 3,
          stroke: mark.colour,
          strokeWidth: 1.2,
          fill: mark.symbol === 'triangle' ? mark.colour : 'var(--bg)',
        }),
      ),
      axisX({ tickSize: 0, ticks: 6, label: null }),
      axisY({ tickSize: 0, ticks: 4, label: null }),
    ],
  });
  const counted = marks.map(mark => ({ ...mark, n: of(mark).length }));
  const legend = el(
    'div',
    { class: 'legend' },
    ...counted
      .filter(({ n }) => n > 0)
      .map(({ name, symbol }) =>
        el(
          'span',
          {},
          svg(
            'svg',
            { viewBox: '-1 -1 12 12', class: `key ${symbol}`, 'aria-hidden': 'true' },
            svg('path', { d: legendPaths[symbol] }),
          ),
          name,
        ),
      ),
  );
  const numbers = table(
    heading,
    [{ head: 'drawn' }, { head: 'comparisons', figures: true }],
    [['not marked', whole(plain.length)], ...counted.map(({ name, n }) => [name, whole(n)])],
  );
  const drawn = figure(
    heading,
    `Left and low: the members agree that the label is wrong. High: they disagree. A sample of ${whole(points.length)} that favours marked ones.`,
    drawing,
    `Preference strength against the spread of the members for ${whole(points.length)} comparisons; ${counted.map(({ name, n }) => `${n} with ${name}`).join(', ')}.`,
    el('details', {}, el('summary', {}, 'As a table'), numbers),
    [
      ...regions.map(region => ({
        ...boxOf(drawing, region),
        says: `Preference strength ${decimal(region.from)} to ${decimal(region.to)}, spread ${decimal(region.low)} to ${decimal(region.high)}: ${plural(region.n, 'comparison')}`,
        filter: { condition: regionCondition(region), sort: 'spread' } as const,
      })),
      ...points.filter(point => point[2] !== null).map(point => pointRegion(drawing, point)),
    ],
  );
  drawing.before(legend);
  return drawn;
}
