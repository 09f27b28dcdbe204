import { type StyleScaling, scaled } from '../heads/styleDesign.ts';
import type { Prepared } from '../prepared.ts';

/** Heads of populations that were fitted on the votes of a sample, to be asked about any comparison. Plain data. */
export interface PopulationHeads {
  readonly names: readonly string[];
  /** Share of people per population. */
  readonly shares: readonly number[];
  readonly scaling: StyleScaling;
  /** Per fold and population: weights of the scaled features, by votes on prompts of the other folds. */
  readonly byFold: readonly (readonly Float64Array[])[];
  /** Fold of each comparison of the sample. */
  readonly folds: Uint8Array;
  /** Per population: weights by all votes, by which people are placed. */
  readonly byAll: readonly Float64Array[];
  /** Share of people per cell of the mixture. */
  readonly cells: Float64Array;
}

/** Margins of populations along comparisons, a minus b, per population. */
export interface PopulationMargins {
  /** By heads that saw no vote on the prompt. */
  readonly views: readonly Float64Array[];
  /** By the heads that people are placed by. */
  readonly placing: readonly Float64Array[];
}

/** @param places - of the comparisons in the sample; -1 for others, which are asked about by the mean of the folds' heads */
export function populationMargins(
  { scaling, byFold, folds, byAll }: PopulationHeads,
  { style, items }: Pick<Prepared, 'style' | 'items'>,
  places: Int32Array,
): PopulationMargins {
  const { values, width } = scaled(style, items, scaling);
  const marginBy = (weights: Float64Array, row: number): number => {
    const [a, b] = [items.a[row]! * width, items.b[row]! * width];
    let sum = 0;
    for (let f = 0; f < width; f++) sum += (values[a + f]! - values[b + f]!) * weights[f]!;
    return sum;
  };
  const means = byAll.map((_, k) => meanOf(byFold.map(of => of[k]!)));
  return {
    views: means.map((mean, k) =>
      Float64Array.from(places, (place, row) => marginBy(place < 0 ? mean : byFold[folds[place]!]![k]!, row)),
    ),
    placing: byAll.map(weights => Float64Array.from(places, (_, row) => marginBy(weights, row))),
  };
}

function meanOf(weights: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(weights[0]?.length ?? 0);
  for (const of of weights) for (let f = 0; f < mean.length; f++) mean[f]! += of[f]! / weights.length;
  return mean;
}
