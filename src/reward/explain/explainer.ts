import type { Comparison } from '../../dataset/comparison.ts';
import type { Explanation, FeatureWeight, MemberExplanation, WordWeight } from '../explanation.ts';
import { styleFeatures } from '../features/style.ts';
import type { TextMemory } from '../features/textMemory.ts';
import { type FoldPlan, foldPlans } from '../foldPlans.ts';
import { fitPairs } from '../heads/bradleyTerry.ts';
import { rowsWhere } from '../heads/crossFit.ts';
import type { Design } from '../heads/design.ts';
import type { LinearHead } from '../heads/linearHead.ts';
import { ngramHead } from '../heads/ngramHead.ts';
import { type Standardised, type StyleScaling, scaled, standardised, styleScaling } from '../heads/styleDesign.ts';
import { styleHead } from '../heads/styleHead.ts';
import { characterRows, wordRows } from '../ngramRows.ts';
import { quantile } from '../numbers.ts';
import { Pace } from '../pace.ts';
import { type Prepared, prepare, prepareApart } from '../prepared.ts';
import { Random } from '../random.ts';
import type { FittedHeads } from './fittedHeads.ts';
import type { ExplainRecipe } from './headRecipe.ts';
import { type NgramBlock, wordWeights } from './wordWeights.ts';

/** What the audit said of the comparison that is to be explained. */
export interface Judged {
  /** Row of the dataset. */
  readonly row: number;
  /** Key of the comparison. */
  readonly key: string;
  /** Members in use that have an opinion, with their calibrated margin r(a) - r(b) in logits. */
  readonly members: readonly (Pick<MemberExplanation, 'id' | 'name' | 'margin'> &
    Partial<Pick<MemberExplanation, 'objectives'>>)[];
}

const heads: Readonly<Record<string, LinearHead>> = { style: styleHead, ngram: ngramHead };

/** What an explainer need not make anew. */
export interface ExplainerOptions {
  /** What the audit counted of the same texts. */
  readonly memory?: TextMemory;
  /** The heads that the audit fitted. */
  readonly fitted?: FittedHeads;
  readonly signal?: AbortSignal;
}

/** A comparison that is to be explained, with what was counted of its texts. */
interface Subject {
  readonly prepared: Pick<Prepared, 'items' | 'style'>;
  /** Among the comparisons that were prepared with it. */
  readonly place: number;
  /** Style features under the scaling of the heads. */
  readonly scaled: Standardised;
  /** Per partition, its fold; null where it is in none, and all heads judge it. */
  readonly folds: readonly number[] | null;
}

/** Comparisons from which the full tint is taken. */
const sampled = 100;

/**
 * Says why the ensemble judged comparisons as it did, by fitting the heads of the folds that judged them again: those that
 * never saw the comparison's label. Features and fitted heads are kept, so that a second question of the same fold costs
 * milliseconds.
 */
export class Explainer {
  readonly #comparisons: readonly Comparison[];
  readonly #labels: Int8Array;
  readonly #recipe: ExplainRecipe;
  readonly #prepared: Prepared;
  readonly #plans: readonly FoldPlan[];
  readonly #pace: Pace;
  readonly #designs = new Map<string, Design>();
  readonly #weights = new Map<string, Float64Array>();
  #style: Standardised | null = null;
  #scaling: StyleScaling | null = null;
  #fullTint: number | null = null;

  private constructor(
    comparisons: readonly Comparison[],
    labels: Int8Array,
    recipe: ExplainRecipe,
    prepared: Prepared,
    pace: Pace,
  ) {
    this.#comparisons = comparisons;
    this.#labels = labels;
    this.#recipe = recipe;
    this.#prepared = prepared;
    this.#plans = foldPlans(prepared.partition, labels, recipe.seed, recipe.partitions);
    this.#pace = pace;
  }

  /**
   * @param comparisons - those that were audited, in the same order
   * @param labels - those that the audit used: +1 a, -1 b, 0 none
   */
  static async create(
    comparisons: readonly Comparison[],
    labels: Int8Array,
    recipe: ExplainRecipe,
    { memory, fitted = {}, signal }: ExplainerOptions = {},
  ): Promise<Explainer> {
    const pace = new Pace(signal);
    const explainer = new Explainer(comparisons, labels, recipe, await prepare(comparisons, pace, memory), pace);
    for (const [member, partitions] of Object.entries(fitted)) {
      for (const [partition, folds] of partitions.entries()) {
        for (const [fold, weights] of folds.entries()) explainer.#weights.set(keyOf(member, partition, fold), weights);
      }
    }
    return explainer;
  }

  /** Explains the comparison at a place of `comparisons`. */
  async explain(place: number, judged: Judged): Promise<Explanation> {
    const prepared = this.#prepared;
    this.#style ??= standardised(prepared.style, prepared.items, true);
    const folds = this.#plans.map(({ textFolds }) => textFolds.of[place]!);
    return this.#explain({ prepared, place, scaled: this.#style, folds }, judged);
  }

  /** Explains a comparison that is none of `comparisons`: it was judged by the mean of all heads. */
  async explainOther(comparison: Comparison, judged: Judged): Promise<Explanation> {
    const { style, items } = this.#prepared;
    this.#scaling ??= styleScaling(style, items, true);
    const prepared = await prepareApart([comparison], style.corpus, this.#pace);
    const scaledApart = scaled(prepared.style, prepared.items, this.#scaling);
    return this.#explain({ prepared, place: 0, scaled: scaledApart, folds: null }, judged);
  }

  async #explain(subject: Subject, { row, members }: Judged): Promise<Explanation> {
    const explained: MemberExplanation[] = [];
    for (const member of members) {
      const features = member.id === 'style' ? await this.#featureWeights(subject) : [];
      explained.push({ objectives: [], ...member, features });
    }
    const ngrams = 'ngram' in this.#recipe.heads;
    const words = ngrams ? await this.#words(subject) : { a: [], b: [] };
    return { row, members: explained, words, fullTint: ngrams ? await this.#tint() : 0 };
  }

  /** Contributions of the style features to the calibrated margin: they sum to it. */
  async #featureWeights(subject: Subject): Promise<FeatureWeight[]> {
    const recipe = this.#recipe.heads.style;
    if (recipe === undefined) return [];
    const { prepared, place, scaled: standard } = subject;
    const { items, style } = prepared;
    const { values, width, feature } = standard;
    const [a, b] = [items.a[place]!, items.b[place]!];
    const sums = new Float64Array(styleFeatures.length);
    const fitted = await this.#headsOf('style', subject);
    const scale = this.#slope('style', subject) / fitted.length;
    for (const weights of fitted) {
      for (let j = 0; j < width; j++) {
        sums[feature[j]!]! += scale * weights[j]! * (values[a * width + j]! - values[b * width + j]!);
      }
    }
    return styleFeatures
      .map(({ name, logarithmic }, f): FeatureWeight => {
        const shown = (item: number): number => {
          const value = style.values[item * style.width + f]!;
          return logarithmic ? Math.expm1(value) : value;
        };
        return { name: name.replace(/^log /, ''), a: shown(a), b: shown(b), weight: sums[f]! };
      })
      .filter(({ weight }) => weight !== 0)
      .sort((x, y) => Math.abs(y.weight) - Math.abs(x.weight));
  }

  async #words(subject: Subject): Promise<Explanation['words']> {
    const { prepared, place } = subject;
    const { items } = prepared;
    return this.#wordsUnder(await this.#headsOf('ngram', subject), this.#slope('ngram', subject), {
      a: items.texts[items.a[place]!]!,
      b: items.texts[items.b[place]!]!,
    });
  }

  async #wordsUnder(
    fitted: readonly Float64Array[],
    slope: number,
    texts: { readonly a: string; readonly b: string },
  ): Promise<Explanation['words']> {
    const words = await wordRows(this.#prepared, this.#pace);
    const characters = await characterRows(this.#prepared, this.#pace);
    // Scores are linear in the weights, so the mean of the heads' effects is the effect of their mean.
    const mean = meanOf(fitted);
    const blocks: NgramBlock[] = [
      { ngrams: words, weights: mean.subarray(0, words.width) },
      { ngrams: characters, weights: mean.subarray(words.width) },
    ];
    const weigh = (text: string): WordWeight[] =>
      wordWeights(text, blocks).map(({ weight, ...range }) => ({ ...range, weight: slope * weight }));
    return { a: weigh(texts.a), b: weigh(texts.b) };
  }

  /** 95th percentile of |weight| over the words of a sample of the file, under the heads of each partition's first fold. */
  async #tint(): Promise<number> {
    if (this.#fullTint !== null) return this.#fullTint;
    const { items } = this.#prepared;
    const fitted: Float64Array[] = [];
    for (const partition of this.#plans.keys()) fitted.push(await this.#fitted('ngram', partition, 0));
    const slope = this.#recipe.heads.ngram!.slopes[0]!;
    const places = Int32Array.from(this.#comparisons, (_, place) => place);
    const sizes: number[] = [];
    for (const place of new Random(this.#recipe.seed).shuffle(places).subarray(0, sampled)) {
      const texts = { a: items.texts[items.a[place]!]!, b: items.texts[items.b[place]!]! };
      const { a, b } = await this.#wordsUnder(fitted, slope, texts);
      for (const { weight } of [...a, ...b]) sizes.push(Math.abs(weight));
      await this.#pace.step();
    }
    this.#fullTint = sizes.length === 0 ? 0 : quantile(Float64Array.from(sizes).sort(), 0.95);
    return this.#fullTint;
  }

  #slope(member: string, { folds }: Subject): number {
    const { slopes } = this.#recipe.heads[member]!;
    return folds === null ? slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length : slopes[folds[0]!]!;
  }

  /** The heads that judged the comparison, as many of each partition. */
  async #headsOf(member: string, { folds }: Subject): Promise<Float64Array[]> {
    const fitted: Float64Array[] = [];
    for (const [partition, { textFolds }] of this.#plans.entries()) {
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
    const head = heads[member]!;
    const design = this.#designs.get(member) ?? (await head.design(this.#prepared, this.#pace));
    this.#designs.set(member, design);
    const { a, b } = this.#prepared.items;
    const pairs = { a, b, labels: this.#labels };
    const chosen = this.#recipe.heads[member]!.chosen[partition]![fold]!;
    const weights = new Float64Array(design.width);
    const rows = rowsWhere(pairs, this.#plans[partition]!.textFolds, of => of !== fold);
    fitPairs(design, pairs, rows, head.penalties(design)[chosen]!, weights);
    this.#weights.set(key, weights);
    await this.#pace.step();
    return weights;
  }
}

function keyOf(member: string, partition: number, fold: number): string {
  return `${member}/${partition}/${fold}`;
}

function meanOf(vectors: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(vectors[0]!.length);
  for (const vector of vectors) for (let i = 0; i < mean.length; i++) mean[i]! += vector[i]! / vectors.length;
  return mean;
}
