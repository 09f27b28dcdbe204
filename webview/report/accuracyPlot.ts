import { axisX, axisY, dot, plot, ruleX, ruleY } from '@observablehq/plot';
import type { ReportFilterMessage } from '../../src/audit/reportData.ts';
import type { Estimate } from '../../src/reward/figures.ts';
import { figure, plotSize } from './figure.ts';
import { interval } from './numbers.ts';
import { placeOf } from './plotArea.ts';

/** A line of the plot: an accuracy with its interval. */
export interface AccuracyLine {
  readonly name: string;
  readonly accuracy: Estimate;
  /** Drawn hollow: it does not take part. */
  readonly hollow?: boolean;
  readonly filter: ReportFilterMessage['filter'];
  /** What a press shows: "Labels that it contradicts". */
  readonly shows: string;
}

/** What the plot is given. */
export interface AccuracyPlot {
  readonly heading: string;
  readonly sentence: string;
  readonly lines: readonly AccuracyLine[];
  /** The accuracy of the ensemble on everything, as a line to compare with. */
  readonly ensemble: Estimate | null;
  /** The numbers as a table, or where they are. */
  readonly numbers: HTMLElement;
}

const lineHeight = 19;
const longestName = 22;

/** Accuracies with their 95 % intervals, one below another; dashed: one half, solid: the ensemble. */
export function accuracyPlot({ heading, sentence, lines, ensemble, numbers }: AccuracyPlot): HTMLElement {
  const { marginRight } = plotSize;
  const margins = { marginLeft: 142, marginRight: marginRight + 6, marginTop: 4, marginBottom: 24 };
  const height = margins.marginTop + margins.marginBottom + lineHeight * lines.length;
  const low = Math.min(0.45, ...lines.map(({ accuracy }) => accuracy.low));
  const high = Math.max(0.55, ensemble?.value ?? 0, ...lines.map(({ accuracy }) => accuracy.high));
  const places = lines.map((_, at) => at);
  const at = (place: number): AccuracyLine => lines[place]!;
  const drawing = plot({
    width: plotSize.width,
    height,
    ...margins,
    className: 'plot',
    x: { domain: [low, Math.min(1, high)], nice: true, label: null },
    y: { domain: [-0.5, lines.length - 0.5], reverse: true, label: null },
    marks: [
      ruleX([0.5], { stroke: 'var(--axis)', strokeDasharray: '4 3' }),
      ...(ensemble === null ? [] : [ruleX([ensemble.value], { stroke: 'var(--muted)' })]),
      ruleY(places, {
        y: place => place,
        x1: place => at(place).accuracy.low,
        x2: place => at(place).accuracy.high,
        stroke: 'var(--fg)',
        strokeWidth: 1.4,
      }),
      dot(places, {
        x: place => at(place).accuracy.value,
        y: place => place,
        r: 3.6,
        fill: place => (at(place).hollow ? 'var(--bg)' : 'var(--a)'),
        stroke: 'var(--a)',
        strokeWidth: 1.2,
      }),
      axisX({ tickSize: 0, ticks: 5, label: null }),
      axisY({ ticks: places, tickFormat: place => cut(at(place).name), tickSize: 0, label: null, fill: 'var(--fg)' }),
    ],
  });
  return figure(
    heading,
    sentence,
    drawing,
    `${heading}: ${lines.map(({ name, accuracy }) => `${name} ${interval(accuracy)}`).join('; ')}.`,
    numbers,
    lines.map(({ name, accuracy, filter, shows }, line) => ({
      x: 0,
      y: placeOf(drawing, 0.5, line).y - lineHeight / 2,
      width: plotSize.width,
      height: lineHeight,
      says: `${name}: accuracy ${interval(accuracy)} on ${accuracy.n.toLocaleString('en')} labels. ${shows}`,
      filter,
    })),
  );
}

function cut(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, longestName - 1)}…`;
}
