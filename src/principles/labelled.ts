import type { Comparison } from '../dataset/comparison.ts';
import { chosenSide } from '../dataset/comparison.ts';
import { outerFolds, outerFoldsOf } from './evaluate/crossEvaluate.ts';
import { pairGroups, promptGroups } from './select/groups.ts';

/** Fewest prompts for which prompts are kept together; with fewer, hardly any fold would resemble the others. */
const leastPrompts = 2 * outerFolds;

/** The label as a number: +1 for a, -1 for b, 0 where it prefers none. */
export function numberOf(label: Comparison['label']): -1 | 0 | 1 {
  const side = chosenSide(label);
  return side === null ? 0 : side === 'a' ? 1 : -1;
}

/** Labels as numbers, and what must stay together. */
export interface Labelled {
  /** Along the comparisons; 0 too where the sides answer different prompts, which says nothing of what makes an answer better. */
  readonly labels: Int8Array;
  /** Rows with a label. */
  readonly decisive: readonly number[];
  readonly groups: Int32Array;
  readonly groupedBy: 'prompt' | 'pair';
  /** Outer fold of every comparison. */
  readonly folds: Uint8Array;
}

/** Labels, groups and outer folds of comparisons; the same for proposing, selecting and evaluating. */
export function labelled(comparisons: readonly Comparison[], seed: number): Labelled {
  const labels = Int8Array.from(comparisons, ({ label, promptB }) => (promptB === undefined ? numberOf(label) : 0));
  const decisive = [...labels.keys()].filter(row => labels[row] !== 0);
  const byPrompt = promptGroups(comparisons);
  const groupedBy = new Set(decisive.map(row => byPrompt[row]!)).size < leastPrompts ? 'pair' : 'prompt';
  const groups = groupedBy === 'prompt' ? byPrompt : pairGroups(comparisons);
  return { labels, decisive, groups, groupedBy, folds: outerFoldsOf(groups, seed) };
}
