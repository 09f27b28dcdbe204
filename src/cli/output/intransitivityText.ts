import type { IntransitivityFigures } from '../../reward/intransitive/intransitivity.ts';
import type { GroupCircles } from '../../reward/intransitive/withinGroups.ts';
import { count, percent } from './numbers.ts';
import { safeLine } from './safeText.ts';
import type { Style } from './style.ts';

/** Whether preferences go in circles, and the circles that stand on the most votes. */
export function intransitivityText(figures: IntransitivityFigures, style: Style): string {
  const { verdict, why, gains, triads, cyclicShare, zeta, circles, lottery } = figures;
  const word = {
    yes: 'Preferences go in circles',
    'not seen': 'No circles beyond chance',
    'cannot tell': 'Cannot tell',
  };
  return [
    style.bold('Circles'),
    `  ${word[verdict]}: ${why}.`,
    ...gains.map(
      ({ rank, gain }) =>
        `  A model with circles (${rank / 2} ${rank === 2 ? 'plane' : 'planes'}) against Bradley-Terry on held-out votes: ${gain.value > 0 ? '+' : ''}${gain.value.toFixed(4)} nats a vote (95 %: ${gain.low.toFixed(4)} to ${gain.high.toFixed(4)}).`,
    ),
    ...(triads === null
      ? []
      : [
          `  ${count(triads.circles)} of ${count(triads.decided)} triads${triads.sampled ? ' drawn' : ''} are circles: transitivity ${percent(triads.transitivity)} (coin flips: 75 %). By chance, ${triads.expected.toFixed(1)} expected; p = ${triads.pValue.toFixed(3)}.`,
        ]),
    ...(cyclicShare === null
      ? []
      : [
          `  No order explains ${percent(cyclicShare.value)} of the log-odds of the pairs; the noise of the votes alone gives ${percent(cyclicShare.expected)}.`,
        ]),
    ...(zeta === null ? [] : [`  Kendall's coefficient of consistence: ${zeta.toFixed(3)}.`]),
    ...circles.map(({ ids: [x, y, z], wins, losses }) => {
      const names = [x, y, z, x].map(id => safeLine(id, 30));
      const votes = wins.map((won, k) => `${tally(won)}:${tally(losses[k]!)}`).join(', ');
      return `  ${names.join(' > ')}  (${votes})`;
    }),
    ...(lottery === null
      ? []
      : [
          `  Mixture that no other beats (maximal lottery): ${lottery.map(({ id, weight }) => `${safeLine(id, 30)} ${percent(weight)}`).join(', ')}.`,
        ]),
  ].join('\n');
}

/** Circles inside groups, a line each, and what follows where all go in circles together. */
export function withinText(all: IntransitivityFigures, groups: readonly GroupCircles[], style: Style): string {
  const word = { yes: 'go in circles', 'not seen': 'no circles beyond chance', 'cannot tell': 'cannot tell' };
  const lines = groups.map(({ name, people, votes, circles }) => {
    const who = people > 0 ? `${count(people)} annotators, ${count(votes)} votes` : `${count(votes)} votes`;
    if (circles === null) return `  ${safeLine(name, 40)} (${who}): no two ids met`;
    const triads =
      circles.triads === null
        ? ''
        : `; ${count(circles.triads.circles)} of ${count(circles.triads.decided)} triads are circles, ${circles.triads.expected.toFixed(1)} by chance`;
    return `  ${safeLine(name, 40)} (${who}): ${word[circles.verdict]}${triads}`;
  });
  const verdicts = groups.map(({ circles }) => circles?.verdict);
  const follows =
    all.verdict !== 'yes'
      ? []
      : verdicts.includes('yes')
        ? ['  Circles are there inside a group too: a mix of groups does not explain them.']
        : verdicts.every(verdict => verdict === 'not seen')
          ? ["  All together go in circles and no group does: the mix of groups gives them, not anybody's preferences."]
          : [];
  return [style.bold('Circles inside groups'), ...lines, ...follows].join('\n');
}

function tally(n: number): string {
  return Number.isInteger(n) ? count(n) : n.toFixed(1);
}
