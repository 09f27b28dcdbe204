import type { Label } from '../dataset/comparison.ts';
import { chosenSide } from '../dataset/comparison.ts';
import type { PrincipleFigures, PrinciplesResult } from './principlesResult.ts';

/** A strong principle that a comparison's label goes against. */
export interface Break {
  readonly principle: PrincipleFigures;
  /** A sentence for the finding's reason. */
  readonly reason: string;
}

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
): Break[] {
  const side = chosenSide(label);
  if (side === null) return [];
  const chosen = side === 'a' ? 1 : -1;
  return result.principles
    .filter(({ low, for: right, against }) => low >= leastLow && right + against >= leastLabels)
    .filter(({ id }) => result.votes.get(id)?.[index] === -chosen)
    .sort((x, y) => y.accuracy - x.accuracy)
    .slice(0, most)
    .map(principle => {
      const votes = principle.for + principle.against;
      return {
        principle,
        reason: `The rejected response is the one that ${principle.short}; ${Math.round(100 * principle.accuracy)} % of the ${votes.toLocaleString('en')} labels on which this differs prefer such a response.`,
      };
    });
}
