import type { FoldPlan } from '../foldPlans.ts';
import { fitPairs } from '../heads/bradleyTerry.ts';
import { rowsWhere } from '../heads/crossFit.ts';
import type { Design } from '../heads/design.ts';
import type { LinearHead } from '../heads/linearHead.ts';
import { ngramHead } from '../heads/ngramHead.ts';
import { styleHead } from '../heads/styleHead.ts';
import type { Pace } from '../pace.ts';
import type { Prepared } from '../prepared.ts';
import type { FittedHeads } from './fittedHeads.ts';
import type { ExplainRecipe } from './headRecipe.ts';

const heads: Readonly<Record<string, LinearHead>> = { style: styleHead, ngram: ngramHead };

/** Per partition, the fold of a comparison; null where it is in none, and all heads judge it. */
export type Folds = readonly number[] | null;

/** What heads are fitted on. */
export interface HeadsBasis {
  readonly prepared: Prepared;
  /** Those that the audit used: +1 a, -1 b, 0 none. */
  readonly labels: Int8Array;
  readonly recipe: ExplainRecipe;
  readonly plans: readonly FoldPlan[];
  /** The heads that the audit fitted, which need not be fitted again. */
  readonly fitted: FittedHeads;
}

/**
 * The heads of an audit by fold, fitted again as the recipe says when they are first asked for, and kept: a second question
 * of the same fold costs milliseconds.
 */
export class RefittedHeads {
  readonly #basis: HeadsBasis;
  readonly #pace: Pace;
  readonly #designs = new Map<string, Design>();
  readonly #weights = new Map<string, Float64Array>();

  constructor(basis: HeadsBasis, pace: Pace) {
    this.#basis = basis;
    this.#pace = pace;
    for (const [member, partitions] of Object.entries(basis.fitted)) {
      for (const [partition, folds] of partitions.entries()) {
        for (const [fold, weights] of folds.entries()) this.#weights.set(keyOf(member, partition, fold), weights);
      }
    }
  }

  /** Folds of the comparison at a place. */
  foldsOf(place: number): Folds {
    return this.#basis.plans.map(({ textFolds }) => textFolds.of[place]!);
  }

  /** Calibration slope of a member for a comparison of those folds: a calibrated margin is slope times the mean raw margin. */
  slope(member: string, folds: Folds): number {
    const { slopes } = this.#basis.recipe.heads[member]!;
    return folds === null ? slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length : slopes[folds[0]!]!;
  }

  /** Weights of the heads that judged a comparison of those folds, as many of each partition. */
  async judging(member: string, folds: Folds): Promise<Float64Array[]> {
    const fitted: Float64Array[] = [];
    for (const [partition, { textFolds }] of this.#basis.plans.entries()) {
      const all = Array.from({ length: textFolds.count }, (_, fold) => fold);
      for (const fold of folds === null ? all : [folds[partition]!]) {
        fitted.push(await this.#fitted(member, partition, fold));
      }
    }
    return fitted;
  }

  async #fitted(member: string, partition: number, fold: number): Promise<Float64Array> {
    const key = keyOf(member, partition, fold);
    const before = this.#weights.get(key);
    if (before !== undefined) return before;
    const { prepared, labels, recipe, plans } = this.#basis;
    const head = heads[member]!;
    const design = this.#designs.get(member) ?? (await head.design(prepared, this.#pace));
    this.#designs.set(member, design);
    const pairs = { a: prepared.items.a, b: prepared.items.b, labels };
    const chosen = recipe.heads[member]!.chosen[partition]![fold]!;
    const weights = new Float64Array(design.width);
    const rows = rowsWhere(pairs, plans[partition]!.textFolds, of => of !== fold);
    fitPairs(design, pairs, rows, head.penalties(design)[chosen]!, weights);
    this.#weights.set(key, weights);
    await this.#pace.step();
    return weights;
  }
}

function keyOf(member: string, partition: number, fold: number): string {
  return `${member}/${partition}/${fold}`;
}
