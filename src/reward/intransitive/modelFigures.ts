import type { Comparison } from '../../dataset/comparison.ts';
import { NoSuchIds } from '../strength/idsBy.ts';
import { type StrengthFigures, strengthsOf } from '../strength/strengths.ts';
import { type IntransitivityFigures, intransitivityOf } from './intransitivity.ts';

/** What the votes say of the models that wrote the responses. */
export interface ModelFigures {
  readonly strengths: Omit<StrengthFigures, 'pairs'>;
  readonly circles: IntransitivityFigures;
}

/** Models that an audit looks at unasked; more take longer than they are worth, and `pairlens strengths` has no such limit. */
const mostModels = 60;

/** @returns null where the comparisons name fewer than two models that met, or too many */
export function modelFigures(comparisons: readonly Comparison[], seed: number): ModelFigures | null {
  const named = new Set(comparisons.flatMap(({ a, b }) => [a.model, b.model]));
  named.delete(undefined);
  if (named.size < 2 || named.size > mostModels) return null;
  try {
    const { pairs: _, ...strengths } = strengthsOf(comparisons, 'response_model', { seed });
    return { strengths, circles: intransitivityOf(comparisons, 'response_model', seed) };
  } catch (error) {
    if (error instanceof NoSuchIds) return null;
    throw error;
  }
}
