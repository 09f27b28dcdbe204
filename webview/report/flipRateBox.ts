import type { ReportData } from '../../src/audit/reportData.ts';
import { el } from './element.ts';
import { percent, whole } from './numbers.ts';

/** What is known of the share of wrong labels, and what it means for a review. */
export function flipRateBox({ figures }: ReportData): HTMLElement {
  const { flipRate, expectedWrong, orientation, review } = figures;
  const known = expectedWrong
    .filter(({ expected }) => expected !== null)
    .map(
      ({ first, expected, low, high }) =>
        `${whole(expected!)} (${whole(low)} to ${whole(high)}) in the first ${whole(first)}`,
    );
  const text = flipRate.known
    ? `95 % interval ${percent(flipRate.low)} to ${percent(flipRate.high)}, ${flipRate.from}. ${known.length > 0 ? `Expected wrong labels, sorted by p: ${known.join(', ')}.` : ''}`
    : flipRate.why;
  const heading = flipRate.known
    ? `Flip rate: ${percent(flipRate.rate)}.`
    : `Flip rate: at most ${percent(flipRate.upper)}.`;
  return el(
    'aside',
    { 'aria-label': 'Flip rate and orientation' },
    el('p', {}, el('b', {}, heading), ` ${text}`),
    ...review.says.map(sentence => el('p', {}, sentence)),
    el('p', {}, el('b', {}, `Orientation: ${orientation.verdict}.`), ` ${orientation.why}`),
  );
}
