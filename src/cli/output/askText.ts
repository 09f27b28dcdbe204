import type { AskPlan } from '../../reward/asking/askPlan.ts';
import type { FlipRateError } from '../../reward/asking/standardError.ts';
import { count, percent } from './numbers.ts';
import { safeLine } from './safeText.ts';
import type { Style } from './style.ts';
import { textTable } from './textTable.ts';

/** A line of the plan; docs/columns.md documents each field. */
export interface AskLine {
  readonly line: number;
  readonly key: string;
  readonly annotators: readonly number[];
  readonly why: 'informative' | 'random check';
  readonly ask_value: number | null;
  readonly minutes: number;
}

const shown = 10;

/** The plan in figures, what it will and will not tell, and its most valuable comparisons. */
export function askText(
  plan: AskPlan,
  lines: readonly AskLine[],
  error: FlipRateError,
  promptOf: (line: AskLine) => string,
  style: Style,
): string {
  const { asked, annotations, shared, random, loads } = plan;
  const best = lines
    .filter(({ why }) => why === 'informative')
    .sort((x, y) => (y.ask_value ?? 0) - (x.ask_value ?? 0))
    .slice(0, shown);
  return [
    `${count(annotations)} annotations of ${count(asked.length)} comparisons: ${count(asked.length - random)} that tell most for their time, ${count(random)} at random.`,
    ...(loads.length > 1
      ? [
          `${count(shared)} are judged by all ${count(loads.length)}: the standard error of their agreement is then at most ${shared < 2 ? 'not known (fewer than two)' : percent(0.5 / Math.sqrt(shared))}.`,
        ]
      : []),
    budgetLine(error),
    `About ${minutes(loads.reduce((sum, load) => sum + load.minutes, 0))} of reading and deciding (240 words a minute and 15 s a comparison, an assumption)${loads.length > 1 ? `: ${loads.map(load => `${count(load.annotations)} in ${minutes(load.minutes)}`).join(', ')}` : ''}.`,
    '',
    style.bold('Worth most'),
    ...(best.length === 0
      ? ['  Nothing: no comparison without a verdict is judged by two members that differ.']
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

/** What is known beforehand: the standard error of a share, and nothing of what the others will show. */
export function budgetLine({ n, planned, rate, known, now, after }: FlipRateError): string {
  const further = planned - n;
  if (further === 0 || after === null) {
    return 'None is drawn at random: the plan tells nothing of the flip rate.';
  }
  const assumed = known ? `if the rate stays ${percent(rate)}` : 'at most, whatever the rate';
  const from =
    now === null
      ? `With ${count(further)} random verdicts the standard error of the flip rate is ${percent(after)}, ${assumed}.`
      : `With ${count(further)} more random verdicts the standard error of the flip rate falls from ${percent(now)} to ${percent(after)}, ${assumed}.`;
  return `${from} The others are chosen, not drawn: they are no sample of the file, and what they will show is not known.`;
}

function minutes(total: number): string {
  return total < 90 ? `${Math.round(total)} minutes` : `${(total / 60).toFixed(1)} hours`;
}
