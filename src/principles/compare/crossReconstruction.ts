import type { Comparison } from '../../dataset/comparison.ts';
import { evaluateStanding } from '../evaluate/standing.ts';
import type { PrinciplesResult, Share } from '../principlesResult.ts';

/** A dataset with what was found of it. */
export interface ComparedDataset {
  readonly name: string;
  readonly comparisons: readonly Comparison[];
  readonly result: PrinciplesResult;
}

/** What the constitution of one dataset says of the labels of another. */
export interface CrossReconstruction {
  /** On all labels of the other; null without labels. */
  readonly all: { readonly share: Share; readonly n: number } | null;
  /** On those whose prompt the first does not hold; null where there are none, or where these are all. */
  readonly unseen: { readonly share: Share; readonly n: number } | null;
  /** Rules of the constitution, and those that nobody has votes on in the other: they abstain there. */
  readonly rules: number;
  readonly silent: number;
}

/**
 * Applies the constitution that was selected on all labels of a dataset to another, in the way of deciding that it recommends.
 * Null where it has no constitution.
 *
 * @param clusters by which comparisons of both belong together, along each
 */
export function crossReconstruction(
  from: ComparedDataset,
  to: ComparedDataset,
  clusters: { readonly from: Int32Array; readonly to: Int32Array },
  seed: number,
): CrossReconstruction | null {
  const { reconstruction, principles } = from.result;
  const chosen = principles.filter(({ place }) => place !== null).sort((x, y) => x.place! - y.place!);
  if (reconstruction === null || chosen.length === 0) return null;
  const file = {
    title: from.name,
    decides: reconstruction.decides,
    rules: chosen.map(({ text, weight }) => ({ text, checked: true, weight: weight ?? 1 })),
  };
  const met = new Set(clusters.from);
  const unseen = to.comparisons.map((comparison, at) =>
    met.has(clusters.to[at]!) ? { ...comparison, label: null, annotations: [] } : comparison,
  );
  const on = (comparisons: readonly Comparison[]) => {
    const { n, ways, rules } = evaluateStanding(comparisons, file, to.result.principles, to.result.votes, seed);
    const silent = rules.filter(({ voted }) => voted === null).length;
    return { told: n === 0 ? null : { share: ways[file.decides], n }, silent };
  };
  const [all, apart] = [on(to.comparisons), on(unseen)];
  return {
    all: all.told,
    unseen: apart.told?.n === all.told?.n ? null : apart.told,
    rules: chosen.length,
    silent: all.silent,
  };
}
