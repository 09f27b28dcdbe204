import type { Comparison } from '../../dataset/comparison.ts';
import { fitNextVote, type NextVote, nextVote, tally } from '../degree/nextVote.ts';
import type { EnsembleResult } from '../ensembleResult.ts';
import type { Estimate } from '../figures.ts';
import { Pace } from '../pace.ts';
import type { PopulationHeads } from '../populations/populationHeads.ts';
import type { PopulationsFigures } from '../populations/populationsFigures.ts';
import { populationsOf } from '../populations/populationsOf.ts';
import type { PopulationViews } from '../populations/populationViews.ts';
import { type AnnotatorQuality, annotatorQuality } from './annotatorQuality.ts';
import { annotatorVotes } from './annotatorVotes.ts';
import { consensusOf } from './consensusOf.ts';
import { type AnnotatorPair, disagreements } from './disagreements.ts';
import { krippendorff } from './krippendorff.ts';
import { profileVotes } from './profileVotes.ts';
import { type Suspicion, suspicions } from './suspicions.ts';
import type { VoteProfiles } from './voteProfiles.ts';

/** What several annotators of a file say of each other. */
export interface AnnotatorsFigures {
  /** Krippendorff's alpha; null where no pair was judged twice. */
  readonly alpha: Estimate | null;
  /** Most votes first. */
  readonly annotators: readonly AnnotatorQuality[];
  readonly pairs: readonly AnnotatorPair[];
  readonly suspicions: readonly Suspicion[];
  /** Groups of annotators with like preferences. */
  readonly populations: PopulationsFigures;
  /** What votes go by, and how firmly they fall: in all, per annotator and per population. */
  readonly profiles: VoteProfiles;
}

/** Figures of the annotators, and the consensus of their votes and the ensemble. */
export interface Annotated {
  readonly figures: AnnotatorsFigures;
  /** Along the comparisons: probability that a is better, by votes and ensemble; NaN where nobody voted. */
  readonly consensus: Float64Array;
  /**
   * Along the comparisons: preference degree, the chance that one more annotator would prefer a; null where fewer than 30 pairs
   * have two votes to learn it from.
   */
  readonly degree: Float64Array | null;
  /** How votes spread around what the ensemble says; null likewise. */
  readonly spread: NextVote | null;
  /** What populations would say of the comparisons; null where there are no two. */
  readonly views: PopulationViews | null;
  /** What to ask about comparisons that no vote is known on; null likewise. */
  readonly heads: PopulationHeads | null;
  /** Per annotator: probability of each population, of voting by chance last; empty where none is known. */
  readonly memberships: ReadonlyMap<string, readonly number[]>;
}

/** @returns null where the file names fewer than two annotators */
export async function annotatorsFigures(
  comparisons: readonly Comparison[],
  ensemble: Pick<EnsembleResult, 'prepared' | 'margin' | 'seed'>,
  signal?: AbortSignal,
): Promise<Annotated | null> {
  const votes = annotatorVotes(comparisons, ensemble);
  if (votes.names.length < 2) return null;
  const consensus = consensusOf(votes, ensemble.margin);
  const qualities = annotatorQuality(votes, consensus);
  const pace = new Pace(signal);
  const found = await populationsOf(comparisons, votes, ensemble, pace);
  const { decisive, margins } = consensus;
  const spread = await fitNextVote(decisive, margins, pace);
  const [first, second] = tally(decisive, votes.units);
  const voted = new Set(decisive.map(({ comparison }) => comparison));
  return {
    figures: {
      alpha: krippendorff(votes, ensemble.seed),
      annotators: [...qualities].sort((x, y) => y.n - x.n || (x.name < y.name ? -1 : 1)),
      pairs: disagreements(votes),
      suspicions: suspicions(votes, consensus, qualities),
      populations: found.figures,
      profiles: await profileVotes(
        { from: votes, decisive, margins, spread, memberships: found.memberships, prepared: ensemble.prepared },
        pace,
      ),
    },
    views: found.views,
    heads: found.heads,
    memberships: new Map(found.memberships.map((memberships, person) => [votes.names[person]!, memberships])),
    spread,
    consensus: Float64Array.from(votes.unitOf, (unit, i) => {
      if (!voted.has(unit)) return Number.NaN;
      return votes.turn[i]! > 0 ? consensus.q[unit]! : 1 - consensus.q[unit]!;
    }),
    degree:
      spread &&
      Float64Array.from(votes.unitOf, (unit, i) => {
        const forFirst = nextVote(spread, margins[unit]!, first[unit]!, second[unit]!);
        return votes.turn[i]! > 0 ? forFirst : 1 - forFirst;
      }),
  };
}
