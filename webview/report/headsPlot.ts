import { axisX, axisY, dot, link, plot, ruleX } from '@observablehq/plot';
import type { ReportFilterMessage } from '../../src/audit/reportData.ts';
import type { Estimate } from '../../src/reward/figures.ts';
import { el } from './element.ts';
import { figure, plotSize } from './figure.ts';
import { interval } from './numbers.ts';
import { placeOf } from './plotArea.ts';

/** A group of labels: what a head fitted to all says of them, and what one says that knows the group. */
export interface HeadsLine {
  readonly name: string;
  readonly single: Estimate;
  readonly own: Estimate;
  /** Null where the table can't tell its comparisons. */
  readonly filter: ReportFilterMessage['filter'] | null;
  /** What a press shows. */
  readonly shows: string;
}

/** What the plot is given. */
export interface HeadsPlot {
  readonly heading: string;
  /** What the filled dots are: "each person’s population". */
  readonly own: string;
  readonly lines: readonly HeadsLine[];
}

const lineHeight = 24;
const longestName = 22;

/** Accuracy per group: hollow by one head for all, filled by its own; the distance between is what it gains. */
export function headsPlot({ heading, own: ownName, lines }: HeadsPlot): HTMLElement {
  const margins = { marginLeft: 142, marginRight: plotSize.marginRight + 6, marginTop: 4, marginBottom: 24 };
  const places = lines.map((_, at) => at);
  const at = (place: number): HeadsLine => lines[place]!;
  const ends = lines.flatMap(({ single, own }) => [single.low, single.high, own.low, own.high]);
  const range = (side: 'single' | 'own', shift: number) =>
    link(places, {
      x1: place => at(place)[side].low,
      x2: place => at(place)[side].high,
      y1: place => place + shift,
      y2: place => place + shift,
      stroke: side === 'own' ? 'var(--a)' : 'var(--muted)',
      strokeWidth: 1.4,
    });
  const drawing = plot({
    width: plotSize.width,
    height: margins.marginTop + margins.marginBottom + lineHeight * lines.length,
    ...margins,
    className: 'plot',
    x: { domain: [Math.min(0.45, ...ends), Math.max(0.55, ...ends)], nice: true, label: null },
    y: { domain: [-0.5, lines.length - 0.5], reverse: true, label: null },
    marks: [
      ruleX([0.5], { stroke: 'var(--axis)', strokeDasharray: '4 3' }),
      range('single', -0.14),
      range('own', 0.14),
      dot(places, {
        x: place => at(place).single.value,
        y: place => place - 0.14,
        r: 3.4,
        fill: 'var(--bg)',
        stroke: 'var(--muted)',
        strokeWidth: 1.2,
      }),
      dot(places, { x: place => at(place).own.value, y: place => place + 0.14, r: 3.6, fill: 'var(--a)' }),
      axisX({ tickSize: 0, ticks: 5, label: null }),
      axisY({ ticks: places, tickFormat: place => cut(at(place).name), tickSize: 0, label: null, fill: 'var(--fg)' }),
    ],
  });
  const words = lines.map(({ name, single, own }) => `${name} ${interval(single)}, by its own ${interval(own)}`);
  return figure(
    heading,
    `Accuracy on held-out labels with 95 % intervals. Hollow: one head for all; filled: ${ownName}; dashed: chance.`,
    drawing,
    `${heading}: ${words.join('; ')}.`,
    el('p', { class: 'muted numbers' }, 'The numbers are in the table below.'),
    lines.flatMap(({ name, single, own, filter, shows }, line) =>
      filter === null
        ? []
        : [
            {
              x: 0,
              y: placeOf(drawing, 0.5, line).y - lineHeight / 2,
              width: plotSize.width,
              height: lineHeight,
              says: `${name}: one head for all ${interval(single)}, its own ${interval(own)}. ${shows}`,
              filter,
            },
          ],
    ),
  );
}

function cut(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, longestName - 1)}…`;
}
