import type { Comparison } from '../../dataset/comparison.ts';
import type { PopulationsFigures } from '../populations/populationsFigures.ts';
import { NoSuchIds } from '../strength/idsBy.ts';
import { type StrengthFigures, strengthsOf } from '../strength/strengths.ts';
import { type IntransitivityFigures, intransitivityOf } from './intransitivity.ts';
import { type GroupCircles, populationOf, withinGroups } from './withinGroups.ts';

/** What the votes say of the models that wrote the responses. */
export interface ModelFigures {
  readonly strengths: Omit<StrengthFigures, 'pairs'>;
  readonly circles: IntransitivityFigures;
  /** Circles inside each population of annotators; absent where there are no two. */
  readonly within?: readonly GroupCircles[];
}

/** Models that an audit looks at unasked; more take longer than they are worth, and `pairlens strengths` has no such limit. */
const mostModels = 60;

/** @returns null where the comparisons name fewer than two models that met, or too many */
export function modelFigures(
  comparisons: readonly Comparison[],
  seed: number,
  populations?: PopulationsFigures,
): ModelFigures | null {
  const named = new Set(comparisons.flatMap(({ a, b }) => [a.model, b.model]));
  named.delete(undefined);
  if (named.size < 2 || named.size > mostModels) return null;
  try {
    const { pairs: _, ...strengths } = strengthsOf(comparisons, 'response_model', { seed });
    const circles = intransitivityOf(comparisons, 'response_model', seed);
    if (populations?.known !== true || populations.populations.length < 2) return { strengths, circles };
    const member = populationOf(populations);
    const names = populations.populations.map(({ name }) => name);
    const within = withinGroups(
      comparisons,
      names,
      annotator => [member.get(annotator ?? '') ?? ''],
      'response_model',
      seed,
    );
    return { strengths, circles, within };
  } catch (error) {
    if (error instanceof NoSuchIds) return null;
    throw error;
  }
}
