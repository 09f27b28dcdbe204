import type { Comparison } from '../dataset/comparison.ts';
import { groupDifferences, type SharedLabel } from '../principles/evaluate/groupDifferences.ts';
import { numberOf } from '../principles/labelled.ts';
import type { PrinciplesResult } from '../principles/principlesResult.ts';
import { promptGroups } from '../principles/select/groups.ts';
import type { AnnotatorsFigures } from '../reward/annotators/annotatorsFigures.ts';

/** Figures of the annotators with the principles that set their populations apart. */
export function withPopulationPrinciples(
  figures: AnnotatorsFigures,
  memberships: ReadonlyMap<string, readonly number[]>,
  comparisons: readonly Comparison[],
  { principles, votes }: Pick<PrinciplesResult, 'principles' | 'votes'>,
): AnnotatorsFigures {
  const { populations } = figures;
  if (!populations.known || populations.populations.length < 2) return figures;
  const numbers = new Map([...memberships.keys()].map((name, at) => [name, at]));
  const labels = comparisons.flatMap(({ annotations, promptB }, row) =>
    annotations.flatMap(({ annotator, label }): SharedLabel[] => {
      const number = promptB === undefined ? numberOf(label) : 0;
      const weights = memberships.get(annotator);
      if (number === 0 || weights === undefined) return [];
      return [{ row, label: number, person: numbers.get(annotator)!, weights }];
    }),
  );
  const count = populations.populations.length;
  const differences = groupDifferences(principles, votes, labels, promptGroups(comparisons), count);
  return {
    ...figures,
    populations: {
      ...populations,
      populations: populations.populations.map((population, k) => ({ ...population, principles: differences[k]! })),
    },
  };
}
