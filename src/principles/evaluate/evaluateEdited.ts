import type { Comparison } from '../../dataset/comparison.ts';
import { labelled } from '../labelled.ts';
import type { Votes } from '../principle.ts';
import type { Decides, Share } from '../principlesResult.ts';
import { decide } from '../select/constitution.ts';
import { logisticWeights } from '../select/weights.ts';
import { outerFolds } from './crossEvaluate.ts';
import { bootstrapShares } from './intervals.ts';

/** Rules that people chose, in order, with their votes along the comparisons. */
export interface EditedRules {
  readonly columns: readonly Votes[];
  readonly decides: Decides;
  /** Along the rules; null: they are fitted to the labels. */
  readonly weights: readonly number[] | null;
}

/** What a constitution that people chose says of labels that its weights were not fitted to. */
export interface HeldOut {
  readonly n: number;
  readonly folds: number;
  readonly groupedBy: 'prompt' | 'pair';
  /** The share of labels reconstructed, in each way of deciding. */
  readonly ways: Readonly<Record<Decides, Share>>;
  /** Along the rules: the weight that it has, fitted to all labels or given. */
  readonly weights: readonly number[];
  /** Along the rules: the share reconstructed less that without the rule, the other weights as they are. */
  readonly gains: readonly number[];
}

const waysOf: readonly Decides[] = ['plain', 'ranked', 'weighted'];
const meanOf = (values: Float32Array): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Evaluates rules that people chose, on the outer folds that a selection is evaluated on (see `crossEvaluate`): what is fitted,
 * the weights, is fitted on the other folds. Which rules there are, and their order, is not: whoever chose them by their figures
 * on these labels has seen them. Null where no label prefers a response.
 *
 * @param suspect places of labels that weights are not fitted to
 */
export function evaluateEdited(
  comparisons: readonly Comparison[],
  { columns, decides, weights }: EditedRules,
  seed: number,
  suspect: ReadonlySet<number> = new Set(),
): HeldOut | null {
  const { labels, decisive, groups, groupedBy, folds } = labelled(comparisons, seed);
  if (decisive.length === 0) return null;
  const weigh = (skip: number | null): readonly number[] => {
    if (weights !== null) return weights;
    const rows = decisive.filter(row => folds[row] !== skip && !suspect.has(row));
    const stands = columns.map(column => Int8Array.from(rows, row => column[row]! * labels[row]!));
    return logisticWeights(stands, [...columns.keys()]);
  };
  const byFold = Array.from({ length: outerFolds }, (_, fold) => weigh(fold));
  const rightBy = (way: Decides, without: number | null): Float32Array => {
    const rules = [...columns.keys()].filter(rule => rule !== without);
    const given = byFold.map(counts => ({
      decides: way,
      rules,
      weights: rules.map(rule => (way === 'weighted' ? counts[rule]! : 1)),
      gains: [],
    }));
    return Float32Array.from(decisive, row => (decide(given[folds[row]!]!, columns, row) * labels[row]! + 1) / 2);
  };
  const outcomes = waysOf.map(way => rightBy(way, null));
  const shares = bootstrapShares(
    outcomes,
    Int32Array.from(decisive, row => groups[row]!),
    seed,
  );
  const whole = meanOf(outcomes[waysOf.indexOf(decides)]!);
  return {
    n: decisive.length,
    folds: outerFolds,
    groupedBy,
    ways: { plain: shares[0]!, ranked: shares[1]!, weighted: shares[2]! },
    weights: decides === 'weighted' ? weigh(null) : columns.map(() => 1),
    gains: columns.map((_, rule) => whole - meanOf(rightBy(decides, rule))),
  };
}
