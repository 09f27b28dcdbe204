import { axisX, axisY, dot, link, plot, ruleX } from '@observablehq/plot';
import type { PopulationFigures } from '../../src/reward/populations/populationsFigures.ts';
import { el } from './element.ts';
import { figure, plotSize } from './figure.ts';
import { interval } from './numbers.ts';

const lineHeight = 24;

/** Accuracy per population: hollow by one head for all, filled by its own; the line between is what it gains. */
export function populationsPlot(populations: readonly PopulationFigures[]): HTMLElement {
  const margins = { marginLeft: 100, marginRight: plotSize.marginRight + 6, marginTop: 4, marginBottom: 24 };
  const places = populations.map((_, at) => at);
  const at = (place: number): PopulationFigures => populations[place]!;
  const ends = populations.flatMap(({ single, own }) => [single.low, single.high, own.low, own.high]);
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
    height: margins.marginTop + margins.marginBottom + lineHeight * populations.length,
    ...margins,
    className: 'plot',
    x: { domain: [Math.min(0.45, ...ends), Math.max(0.55, ...ends)], nice: true, label: null },
    y: { domain: [-0.5, populations.length - 0.5], reverse: true, label: null },
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
      axisY({ ticks: places, tickFormat: place => at(place).name, tickSize: 0, label: null, fill: 'var(--fg)' }),
    ],
  });
  const heading = 'What one head for all costs each population';
  const words = populations.map(({ name, single, own }) => `${name} ${interval(single)}, by its own ${interval(own)}`);
  return figure(
    heading,
    'Accuracy on held-out votes with 95 % intervals. Hollow: one head for all; filled: each person’s population; dashed: chance.',
    drawing,
    `${heading}: ${words.join('; ')}.`,
    el('p', { class: 'muted' }, 'The numbers are in the table below.'),
  );
}
