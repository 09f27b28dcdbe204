import type { AskPlan } from './askPlan.ts';
import type { FlipRateError } from './standardError.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const several = (n: number, what: string): string => `${count(n)} ${what}${n === 1 ? '' : 's'}`;
const count = (n: number): string => n.toLocaleString('en-US');

/** A plan in sentences: what it asks for, what it will and will not tell, and how long it takes. */
export function planText({ asked, annotations, shared, random, loads }: AskPlan, error: FlipRateError): string[] {
  return [
    `${several(annotations, 'annotation')} of ${several(asked.length, 'comparison')}: ${count(asked.length - random)} that tell most for their time, ${count(random)} at random.`,
    ...(loads.length > 1
      ? [
          `${count(shared)} are judged by all ${count(loads.length)}: the standard error of their agreement is then at most ${shared < 2 ? 'not known (fewer than two)' : percent(0.5 / Math.sqrt(shared))}.`,
        ]
      : []),
    budgetLine(error),
    `About ${minutes(loads.reduce((sum, load) => sum + load.minutes, 0))} of reading and deciding (240 words a minute and 15 s a comparison, an assumption)${loads.length > 1 ? `: ${loads.map(load => `${count(load.annotations)} in ${minutes(load.minutes)}`).join(', ')}` : ''}.`,
  ];
}

/** What is known beforehand: the standard error of a share, and nothing of what the others will show. */
export function budgetLine({ n, planned, rate, known, now, after }: FlipRateError): string {
  const further = planned - n;
  if (further === 0) return 'None is drawn at random: the plan tells nothing of the flip rate.';
  if (after === null) return 'A single one that is drawn at random tells nothing of the flip rate.';
  const assumed = known ? `if the rate stays ${percent(rate)}` : 'at most, whatever the rate';
  const from =
    now === null
      ? `With ${count(further)} random verdicts the standard error of the flip rate is ${percent(after)}, ${assumed}.`
      : `With ${count(further)} more random verdicts the standard error of the flip rate falls from ${percent(now)} to ${percent(after)}, ${assumed}.`;
  return `${from} The others are chosen, not drawn: they are no sample of the file, and what they will show is not known.`;
}

function minutes(total: number): string {
  return total < 90 ? several(Math.max(1, Math.round(total)), 'minute') : `${(total / 60).toFixed(1)} hours`;
}
