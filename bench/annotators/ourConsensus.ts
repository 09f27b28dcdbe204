import type { Comparison } from '../../src/dataset/comparison.ts';
import { runEnsemble } from '../../src/reward/ensemble.ts';
import { sigmoid } from '../../src/reward/numbers.ts';
import { dawidSkene, type Vote } from '../../src/reward/votes/dawidSkene.ts';
import { ensemblePrior } from '../../src/reward/votes/ensemblePrior.ts';

/** Our consensus of votes, alone and with the ensemble. */
export interface OurConsensus {
  /** Out-of-fold probability by the ensemble, fitted to the majority of the votes. */
  readonly p: Float64Array;
  readonly skill: Float64Array;
  readonly skillSeconds: number;
  readonly both: Float64Array;
  /** The ensemble's time included. */
  readonly bothSeconds: number;
}

/** Dawid and Skene on votes, alone and with the ensemble as prior, as an audit does it. */
export async function ourConsensus(
  comparisons: readonly Comparison[],
  votes: readonly Vote[],
  annotators: number,
  { seed, partitions }: { readonly seed: number; readonly partitions: number },
): Promise<OurConsensus> {
  const n = comparisons.length;
  const tally = new Float64Array(n);
  for (const { comparison, side } of votes) tally[comparison]! += side;
  const began = performance.now();
  const skill = dawidSkene(votes, n, annotators).q;
  const skilled = performance.now();
  const { margin } = await runEnsemble(comparisons, {
    seed,
    labels: Int8Array.from(tally, Math.sign),
    seeds: partitions,
  });
  const both = dawidSkene(votes, n, annotators, ensemblePrior(margin, votes, annotators)).q;
  return {
    p: Float64Array.from(margin, m => (Number.isNaN(m) ? 0.5 : sigmoid(m))),
    skill,
    skillSeconds: (skilled - began) / 1000,
    both,
    bothSeconds: (performance.now() - skilled) / 1000,
  };
}
