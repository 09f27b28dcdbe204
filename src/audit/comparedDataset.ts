import type { Comparison } from '../dataset/comparison.ts';
import type { ComparedDataset } from '../principles/compare/crossReconstruction.ts';
import { runPrinciples } from '../principles/runPrinciples.ts';
import type { WorkOptions } from '../principles/voteAll.ts';
import type { KeptVotes } from './votedStore.ts';

/**
 * A dataset with its principles, for a comparison with another: the measured ones, and those of a language model where it has
 * read all of it. All labels count, suspect ones too.
 *
 * @param kept what a language model said of the comparisons
 * @throws the signal's reason when it is raised
 */
export async function comparedDataset(
  name: string,
  comparisons: readonly Comparison[],
  kept: KeptVotes | null,
  options: WorkOptions & { readonly seed: number },
): Promise<ComparedDataset> {
  const extra = kept !== null && kept.read.size === comparisons.length ? kept.principles : [];
  return { name, comparisons, result: await runPrinciples(comparisons, { ...options, extra, conditional: true }) };
}
