import type { Comparison } from '../../dataset/comparison.ts';
import { labelled } from '../labelled.ts';
import type { Votes } from '../principle.ts';
import type { Decides, Share } from '../principlesResult.ts';
import { decide } from '../select/constitution.ts';
import { bootstrapShares } from './intervals.ts';

/** What a constitution that somebody wrote says of labels. */
export interface FixedEvaluation {
  readonly reconstruction: Share;
  readonly n: number;
  /** Along the rules: share of labels on which it votes, and share right of these (.5 where it never votes). */
  readonly rules: readonly { readonly relevance: number; readonly accuracy: number; readonly decided: number }[];
  /** Along the comparisons: +1 a, -1 b, 0 undecided. */
  readonly decisions: Int8Array;
}

/**
 * Reconstruction of the labels by a constitution as it stands, for one that was edited by hand. Nothing is fitted; if its
 * rules were selected on the same labels, the figure is in sample. `decided` counts, for ranked rules, the labels that the rule
 * decides; for others those on which it votes with the decision.
 *
 * @param columns votes of its rules, in order
 */
export function evaluateConstitution(
  comparisons: readonly Comparison[],
  columns: readonly Votes[],
  weights: readonly number[],
  decides: Decides,
  seed: number,
): FixedEvaluation {
  const { labels, decisive, groups } = labelled(comparisons, seed);
  const constitution = {
    decides,
    rules: [...columns.keys()],
    weights: decides === 'weighted' ? weights : columns.map(() => 1),
    gains: columns.map(() => 0),
  };
  const decisions = Int8Array.from(labels.keys(), row => decide(constitution, columns, row));
  const right = Float32Array.from(decisive, row => (decisions[row]! * labels[row]! + 1) / 2);
  const [reconstruction] = bootstrapShares(
    [right],
    Int32Array.from(decisive, row => groups[row]!),
    seed,
  );
  const rules = columns.map((column, place) => {
    const cast = decisive.filter(row => column[row] !== 0);
    const good = cast.filter(row => column[row] === labels[row]).length;
    const decided = cast.filter(row =>
      decides === 'ranked' ? columns.slice(0, place).every(other => other[row] === 0) : column[row] === decisions[row],
    ).length;
    return {
      relevance: decisive.length === 0 ? 0 : cast.length / decisive.length,
      accuracy: cast.length === 0 ? 0.5 : good / cast.length,
      decided,
    };
  });
  return { reconstruction: reconstruction!, n: decisive.length, rules, decisions };
}
