import type { AskLine } from '../../reward/asking/askLine.ts';
import type { AskPlan } from '../../reward/asking/askPlan.ts';
import { planText } from '../../reward/asking/planText.ts';
import type { FlipRateError } from '../../reward/asking/standardError.ts';
import { count } from './numbers.ts';
import { safeLine } from './safeText.ts';
import type { Style } from './style.ts';
import { textTable } from './textTable.ts';

const shown = 10;

/** The plan in figures, what it will and will not tell, and its most valuable comparisons. */
export function askText(
  plan: AskPlan,
  lines: readonly AskLine[],
  error: FlipRateError,
  promptOf: (line: AskLine) => string,
  style: Style,
): string {
  const best = lines
    .filter(({ why }) => why === 'informative')
    .sort((x, y) => (y.ask_value ?? 0) - (x.ask_value ?? 0))
    .slice(0, shown);
  return [
    ...planText(plan, error),
    '',
    style.bold('Worth most'),
    ...(best.length === 0
      ? [
          '  Nothing: no comparison without a verdict is judged by two members that differ. --random 1 draws the plan evenly.',
        ]
      : [
          textTable(
            [
              { heading: 'line', right: true },
              { heading: 'value', right: true },
              { heading: 'minutes', right: true },
              { heading: 'prompt' },
            ],
            best.map(line => [
              count(line.line),
              (line.ask_value ?? 0).toFixed(4),
              line.minutes.toFixed(1),
              safeLine(promptOf(line), 70),
            ]),
          ).replace(/^/gm, '  '),
        ]),
  ].join('\n');
}
