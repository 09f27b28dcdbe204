import type { Label } from '../dataset/comparison.ts';
import { chosenSide } from '../dataset/comparison.ts';
import type { PrincipleFigures, PrinciplesResult } from './principlesResult.ts';

/** A principle is strong if the lower end of its accuracy's interval is at least this, over at least `leastLabels`. */
const leastLow = 0.65;
const leastLabels = 30;
const most = 3;

/**
 * The strong principles that the label of a comparison breaks, most accurate first, three at most. Empty for labels that
 * prefer no response.
 *
 * @param index place of the comparison in the list that the result was made from
 */
export function breaks(
  result: Pick<PrinciplesResult, 'principles' | 'votes'>,
  index: number,
  label: Label | null,
): PrincipleFigures[] {
  const side = chosenSide(label);
  if (side === null) return [];
  const chosen = side === 'a' ? 1 : -1;
  return result.principles
    .filter(({ low, for: right, against }) => low >= leastLow && right + against >= leastLabels)
    .filter(({ id }) => result.votes.get(id)?.[index] === -chosen)
    .sort((x, y) => y.accuracy - x.accuracy)
    .slice(0, most);
}

const inWords = new Intl.ListFormat('en');

/**
 * The broken principles as a sentence for a finding's reason, each with its accuracy: the share of labels it votes on that
 * follow it. At least one principle.
 */
export function breaksReason(broken: readonly PrincipleFigures[]): string {
  const rules = broken.map(({ short, accuracy }) => `${short} (${Math.round(100 * accuracy)} %)`);
  return `The label goes against what most labels follow: it is the rejected response that ${inWords.format(rules)}.`;
}
