import { styleFeatures } from '../features/style.ts';
import type { Estimate } from '../figures.ts';
import type { Folds } from '../folds.ts';
import { wilson } from '../numbers.ts';
import type { Ballots } from './ballots.ts';
import type { Fitted } from './fitMixture.ts';
import type { HeldOut } from './heldOut.ts';
import { peoplePlaced } from './peoplePlaced.ts';
import { byPopulation } from './placeAnnotator.ts';
import type { PopulationFigures, PopulationStep, PopulationsFigures } from './populationsFigures.ts';
import { featureWeights, type UnitDesign } from './unitDesign.ts';

/** All that figures of populations are made of. */
export interface PopulationParts {
  readonly design: UnitDesign;
  /** Votes of the people in the fit, and of all. */
  readonly ballots: Ballots;
  readonly all: Ballots;
  readonly folds: Folds;
  /** All annotators, and their memberships by population. */
  readonly names: readonly string[];
  readonly placed: readonly (readonly number[])[];
  /** The mixture, populations in their final order, in the folds too. */
  readonly fitted: Fitted;
  readonly held: HeldOut;
  readonly single: HeldOut;
  readonly steps: readonly PopulationStep[];
}

/** Cosine below which a population wants the contrary of the first. */
const contrary = -0.8;
const namedFeatures = 5;

/** Figures of a fitted mixture; principles are none yet. */
export function populationFigures(parts: PopulationParts): Extract<PopulationsFigures, { readonly known: true }> {
  const { design, ballots, all, names, placed, fitted, held, single, steps } = parts;
  const { heads } = fitted.mixture;
  const count = heads.length;
  const weights = accuracyWeights(parts);
  const everything = new Float64Array(ballots.unit.length).fill(1);
  const means = sharesOf(fitted, count);
  const everybody = peoplePlaced(names, all, placed);
  const populations = heads.map((head, k): PopulationFigures => {
    const likeFirst = cosine(head, heads[0]!);
    return {
      name: `population ${k + 1}`,
      share: means[k]!,
      ...everybody.sizes[k]!,
      single: accuracyOf(single.probability, weights[k]!),
      own: accuracyOf(held.probability, weights[k]!),
      likeFirst,
      inverted: likeFirst < contrary,
      features: count === 1 ? [] : featuresOf(design, heads, k),
      principles: [],
    };
  });
  return {
    known: true,
    populations,
    chance: means[count]!,
    steps,
    single: accuracyOf(single.probability, everything),
    own: accuracyOf(held.probability, everything),
    people: ballots.from.length - 1,
    votes: ballots.unit.length,
    placed: everybody.placed,
  };
}

/** Share of people per population and of those who vote by chance. */
function sharesOf({ mixture }: Fitted, count: number): number[] {
  return byPopulation(mixture.shares, count);
}

/** How far each vote counts for each population: its person's membership by votes in other folds. */
function accuracyWeights({ ballots, folds, held }: PopulationParts): Float64Array[] {
  const weights = Array.from({ length: held.count }, () => new Float64Array(ballots.unit.length));
  const people = ballots.from.length - 1;
  for (const [fold, { r }] of held.fits.entries()) {
    const cells = r.length / people;
    for (let person = 0; person < people; person++) {
      const own = byPopulation(r.subarray(person * cells, (person + 1) * cells), held.count);
      for (let v = ballots.from[person]!; v < ballots.from[person + 1]!; v++) {
        if (folds.of[ballots.unit[v]!] !== fold) continue;
        for (const [k, weight] of weights.entries()) weight[v] = own[k]!;
      }
    }
  }
  return weights;
}

function accuracyOf(probability: Float64Array, weights: Float64Array): Estimate {
  let hits = 0;
  let n = 0;
  for (let v = 0; v < weights.length; v++) {
    n += weights[v]!;
    hits += weights[v]! * (probability[v]! > 0.5 ? 1 : probability[v] === 0.5 ? 0.5 : 0);
  }
  return wilson(hits, n) ?? { value: Number.NaN, low: 0, high: 1, n: 0 };
}

function cosine(x: Float64Array, y: Float64Array): number {
  let [xx, yy, xy] = [0, 0, 0];
  for (let c = 0; c < x.length; c++) {
    xx += x[c]! * x[c]!;
    yy += y[c]! * y[c]!;
    xy += x[c]! * y[c]!;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

/** Features that a head weighs most unlike the mean of the others. */
function featuresOf(design: UnitDesign, heads: readonly Float64Array[], k: number): PopulationFigures['features'] {
  const { feature } = design;
  const here = featureWeights(design, heads[k]!);
  const others = heads.flatMap((head, l) => (l === k ? [] : [featureWeights(design, head)]));
  return Array.from(here, (weight, f) => ({
    name: styleFeatures[feature[f]!]?.name ?? `feature ${f}`,
    weight,
    elsewhere: others.reduce((sum, other) => sum + other[f]!, 0) / others.length,
  }))
    .sort((x, y) => Math.abs(y.weight - y.elsewhere) - Math.abs(x.weight - x.elsewhere))
    .slice(0, namedFeatures);
}
