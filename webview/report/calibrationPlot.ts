import { axisX, axisY, dot, line, plot, text } from '@observablehq/plot';
import type { ReportFilterMessage } from '../../src/audit/reportData.ts';
import type { Calibration, CalibrationBin } from '../../src/reward/figures.ts';
import { binCondition } from './conditions.ts';
import { figure, noFigure, plotSize } from './figure.ts';
import { filterLink } from './host.ts';
import { decimal, percent, whole } from './numbers.ts';
import { placeOf } from './plotArea.ts';
import { folded, table } from './table.ts';

const heading = 'Calibration';

/** The calibration curve before (dashed, squares) and after (solid, discs) the temperature. */
export function calibrationPlot(calibration: Calibration | null): HTMLElement {
  if (calibration === null) return noFigure(heading, 'Not known: too few comparisons have a margin.');
  const { before, after, eceBefore, eceAfter, eceByChance, temperature } = calibration;
  const at = { x: 'stated', y: 'observed' } as const;
  const drawing = plot({
    ...plotSize,
    className: 'plot',
    x: { domain: [0, 1], label: null },
    y: { domain: [0, 1], label: null },
    marks: [
      line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: 'var(--axis)' },
      ),
      line(before, { ...at, stroke: 'var(--muted)', strokeDasharray: '4 3' }),
      dot(before, { ...at, symbol: 'square', r: 3.2, fill: 'var(--bg)', stroke: 'var(--muted)', strokeWidth: 1 }),
      line(after, { ...at, stroke: 'var(--a)', strokeWidth: 1.6 }),
      dot(after, { ...at, r: 3.4, fill: 'var(--a)' }),
      axisX({ ticks: [0, 0.25, 0.5, 0.75, 1], tickFormat: String, tickSize: 0, label: null }),
      axisY({ ticks: [0, 0.5, 1], tickFormat: String, tickSize: 0, label: null }),
      text([[0.03, 0.95]], {
        text: [`□ before: ECE ${decimal(eceBefore, 3)}`],
        textAnchor: 'start',
        fill: 'var(--muted)',
      }),
      text([[0.03, 0.85]], { text: [`● after: ECE ${decimal(eceAfter, 3)}`], textAnchor: 'start', fill: 'var(--fg)' }),
    ],
  });
  const around = 9;
  const filterOf = (bin: CalibrationBin): ReportFilterMessage['filter'] => ({
    condition: binCondition(bin),
    sort: 'p',
  });
  const regions = after.map(bin => {
    const { x, y } = placeOf(drawing, bin.stated, bin.observed);
    return {
      x: x - around,
      y: y - around,
      width: 2 * around,
      height: 2 * around,
      says: `Stated ${decimal(bin.stated)}: ${percent(bin.observed)} agree of ${whole(bin.n)}, both orders counted`,
      filter: filterOf(bin),
    };
  });
  const rows = (when: string, bins: readonly CalibrationBin[]): (Node | string)[][] =>
    bins.map(bin => [
      when,
      decimal(bin.stated),
      decimal(bin.observed),
      // Only the calibrated p is a column that can be filtered by.
      when === 'after' ? filterLink(whole(bin.n), filterOf(bin), 'Show them') : whole(bin.n),
    ]);
  return figure(
    heading,
    `Stated p against the share of labels that agree, out of fold, both orders of each pair. If every p were exact, chance would make an ECE of ${decimal(eceByChance.expected, 3)}, up to ${decimal(eceByChance.high, 3)}.`,
    drawing,
    `Calibration curve. Expected calibration error ${decimal(eceBefore, 3)} before and ${decimal(eceAfter, 3)} after a temperature of ${temperature.toFixed(2)}.`,
    folded(
      'As a table',
      table(
        heading,
        [
          { head: 'when' },
          { head: 'stated p', figures: true },
          { head: 'agree', figures: true },
          { head: 'n', figures: true },
        ],
        [...rows('before', before), ...rows('after', after)],
      ),
    ),
    regions,
  );
}
