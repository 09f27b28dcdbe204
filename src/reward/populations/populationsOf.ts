import type { Comparison } from '../../dataset/comparison.ts';
import type { AnnotatorVotes } from '../annotators/annotatorVotes.ts';
import type { EnsembleResult } from '../ensembleResult.ts';
import { sigmoid } from '../numbers.ts';
import type { Pace } from '../pace.ts';
import { dealFolds } from '../partition.ts';
import { Random } from '../random.ts';
import { align } from './align.ts';
import { ballotsFrom, ballotsOf } from './ballots.ts';
import { choosePopulations, peopleOf } from './choosePopulations.ts';
import type { Fitted } from './fitMixture.ts';
import type { HeldOut } from './heldOut.ts';
import { scoresOf } from './mixture.ts';
import { placeAnnotator } from './placeAnnotator.ts';
import { populationFigures } from './populationFigures.ts';
import type { PopulationHeads } from './populationHeads.ts';
import type { PopulationsFigures } from './populationsFigures.ts';
import type { PopulationViews } from './populationViews.ts';
import { reordered } from './reordered.ts';
import { featureWeights, type UnitDesign, unitDesign, unitScaling } from './unitDesign.ts';

/** Fewest decisive votes of somebody who takes part in the fit, and fewest such people. */
export const leastVotes = 10;
export const leastPeople = 10;
/** People and votes that the fit takes, drawn at random of more: what is to be found shows in these. */
const mostPeople = 3000;
const mostVotes = 30_000;
const foldCount = 5;

/** Populations of a file's annotators. */
export interface Populations {
  readonly figures: PopulationsFigures;
  /** Null where there is one population, or none is known. */
  readonly views: PopulationViews | null;
  /** What to ask about comparisons that no vote is known on; null likewise. */
  readonly heads: PopulationHeads | null;
  /** Per annotator in the order of the votes' names: probability of each population, of chance last; empty likewise. */
  readonly memberships: readonly (readonly number[])[];
}

/**
 * Finds populations of annotators (MaxMin-RLHF 2402.08925, in the soft form): a mixture of Bradley-Terry heads on style
 * features over annotators, fitted by expectation and maximisation from several starts. Votes count in an order of the pair
 * that does not depend on the label. Folds keep prompts together.
 */
export async function populationsOf(
  comparisons: readonly Comparison[],
  votes: AnnotatorVotes,
  { prepared, seed }: Pick<EnsembleResult, 'prepared' | 'seed'>,
  pace: Pace,
): Promise<Populations> {
  const nothing = (why: string): Populations => ({
    figures: { known: false, why },
    views: null,
    heads: null,
    memberships: [],
  });
  const all = ballotsOf(votes.votes, votes.names.length);
  const able = votes.names.flatMap((_, person) =>
    all.from[person + 1]! - all.from[person]! >= leastVotes ? [person] : [],
  );
  if (able.length < leastPeople) {
    const who = `${able.length} ${able.length === 1 ? 'annotator has' : 'annotators have'}`;
    return nothing(`${who} ${leastVotes} votes or more; populations need ${leastPeople} such annotators.`);
  }
  const scaling = unitScaling(prepared);
  const design = unitDesign(votes, prepared, scaling);
  if (design.width === 0)
    return nothing('The two responses never differ in style, which is what populations are told by.');
  const groups = new Int32Array(votes.units);
  for (const [row, unit] of votes.unitOf.entries()) groups[unit] = prepared.partition.text[row]!;
  const folds = dealFolds(groups, new Int8Array(votes.units).fill(1), foldCount, seed);
  const people = able.length <= mostPeople ? able : new Random(seed).shuffle([...able]).slice(0, mostPeople);
  const ballots = ballotsFrom(all, people, Math.max(2 * leastVotes, Math.floor(mostVotes / people.length)), seed);
  const { fitted, held, single, steps } = await choosePopulations(design, ballots, folds, seed, pace);
  const count = held.count;
  const sizes = peopleOf(fitted, count);
  const order = [...sizes.keys()].sort((k, l) => sizes[l]! - sizes[k]!);
  const mixture = reordered(fitted, order);
  const aligned: HeldOut = {
    ...held,
    fits: held.fits.map(fit => reordered(fit, align(mixture.r, fit.r, count))),
  };
  const scores = mixture.mixture.heads.map(head => scoresOf(design, head));
  const placed = votes.names.map((_, person) =>
    placeAnnotator(
      mixture.mixture,
      scores,
      Array.from({ length: all.from[person + 1]! - all.from[person]! }, (_vote, k) => {
        const v = all.from[person]! + k;
        return { unit: all.unit[v]!, side: all.side[v] as 1 | -1 };
      }),
    ),
  );
  const figures = populationFigures({
    design,
    ballots,
    folds,
    all,
    names: votes.names,
    placed,
    fitted: mixture,
    held: aligned,
    single,
    steps,
  });
  if (count === 1) return { figures, views: null, heads: null, memberships: placed };
  const names = figures.populations.map(p => p.name);
  const shares = figures.populations.map(p => p.share);
  const weightsOf = ({ mixture: { heads } }: Pick<Fitted, 'mixture'>): Float64Array[] =>
    heads.map(head => featureWeights(design, head));
  return {
    figures,
    views: viewsOf(comparisons, votes, design, aligned.fits, folds.of, { names, shares, placed }),
    heads: {
      names,
      shares,
      scaling,
      byFold: aligned.fits.map(weightsOf),
      folds: Uint8Array.from(votes.unitOf, unit => folds.of[unit]!),
      byAll: weightsOf(mixture),
      cells: mixture.mixture.shares,
    },
    memberships: placed,
  };
}

function viewsOf(
  comparisons: readonly Comparison[],
  votes: AnnotatorVotes,
  design: UnitDesign,
  fits: readonly Fitted[],
  foldOf: Uint8Array,
  {
    names,
    shares,
    placed,
  }: Pick<PopulationViews, 'names' | 'shares'> & { readonly placed: readonly (readonly number[])[] },
): PopulationViews {
  const numbers = new Map(votes.names.map((name, person) => [name, person]));
  const behind = names.map(() => new Float64Array(comparisons.length).fill(Number.NaN));
  for (const [i, { annotations, label }] of comparisons.entries()) {
    const voters = annotations.filter(vote => vote.label === label && (label === 'a' || label === 'b'));
    if (voters.length === 0) continue;
    for (const [k, share] of behind.entries()) {
      const sum = voters.reduce((total, { annotator }) => total + placed[numbers.get(annotator)!]![k]!, 0);
      share[i] = sum / voters.length;
    }
  }
  const forA = names.map((_, k) => {
    const byFold = fits.map(({ mixture }) => scoresOf(design, mixture.heads[k]!));
    return Float64Array.from(votes.unitOf, (unit, i) => sigmoid(votes.turn[i]! * byFold[foldOf[unit]!]![unit]!));
  });
  return { names, shares, forA, behind };
}
