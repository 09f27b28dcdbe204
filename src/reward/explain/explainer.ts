import type { Comparison } from '../../dataset/comparison.ts';
import type { Explanation, MemberExplanation, WordWeight } from '../explanation.ts';
import type { TextMemory } from '../features/textMemory.ts';
import { foldPlans } from '../foldPlans.ts';
import { type Standardised, type StyleScaling, scaled, standardised, styleScaling } from '../heads/styleDesign.ts';
import { characterRows, wordRows } from '../ngramRows.ts';
import { quantile } from '../numbers.ts';
import { Pace } from '../pace.ts';
import { type Prepared, prepare, prepareApart } from '../prepared.ts';
import { Random } from '../random.ts';
import { featureWeights, type StyledPair } from './featureWeights.ts';
import type { FittedHeads } from './fittedHeads.ts';
import type { ExplainRecipe } from './headRecipe.ts';
import { type Folds, RefittedHeads } from './refittedHeads.ts';
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

/** What an explainer need not make anew. */
export interface ExplainerOptions {
  /** What the audit counted of the same texts. */
  readonly memory?: TextMemory;
  /** The heads that the audit fitted. */
  readonly fitted?: FittedHeads;
  readonly signal?: AbortSignal;
}

/** A comparison that is to be explained, with what was counted of its texts. */
interface Subject extends StyledPair {
  readonly folds: Folds;
}

/** The two texts of a comparison. */
interface Texts {
  readonly a: string;
  readonly b: string;
}

/** Comparisons from which the full tint is taken. */
const sampled = 100;

/**
 * Says why the ensemble judged comparisons as it did, by fitting the heads of the folds that judged them again: those that
 * never saw the comparison's label.
 */
export class Explainer {
  readonly #recipe: ExplainRecipe;
  readonly #prepared: Prepared;
  readonly #heads: RefittedHeads;
  readonly #pace: Pace;
  #style: Standardised | null = null;
  #scaling: StyleScaling | null = null;
  #fullTint: number | null = null;

  private constructor(recipe: ExplainRecipe, prepared: Prepared, heads: RefittedHeads, pace: Pace) {
    this.#recipe = recipe;
    this.#prepared = prepared;
    this.#heads = heads;
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
    const prepared = await prepare(comparisons, pace, memory);
    const plans = foldPlans(prepared.partition, labels, recipe.seed, recipe.partitions);
    const heads = new RefittedHeads({ prepared, labels, recipe, plans, fitted }, pace);
    return new Explainer(recipe, prepared, heads, pace);
  }

  /** Explains the comparison at a place of `comparisons`. */
  async explain(place: number, judged: Judged): Promise<Explanation> {
    const prepared = this.#prepared;
    this.#style ??= standardised(prepared.style, prepared.items, true);
    return this.#explain({ prepared, place, scaled: this.#style, folds: this.#heads.foldsOf(place) }, judged);
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
    const { prepared, place, folds } = subject;
    const { style, ngram } = this.#recipe.heads;
    const explained: MemberExplanation[] = [];
    for (const member of members) {
      const features =
        member.id === 'style' && style !== undefined
          ? featureWeights(subject, await this.#heads.judging('style', folds), this.#heads.slope('style', folds))
          : [];
      explained.push({ objectives: [], ...member, features });
    }
    const none = { words: { a: [], b: [] }, fullTint: 0 };
    return {
      row,
      members: explained,
      ...(ngram === undefined ? none : await this.#tinted(textsOf(prepared, place), folds)),
    };
  }

  async #tinted(texts: Texts, folds: Folds): Promise<Pick<Explanation, 'words' | 'fullTint'>> {
    const words = await this.#words(
      await this.#heads.judging('ngram', folds),
      this.#heads.slope('ngram', folds),
      texts,
    );
    return { words, fullTint: await this.#tint() };
  }

  async #words(fitted: readonly Float64Array[], slope: number, texts: Texts): Promise<Explanation['words']> {
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
    const first = Array.from({ length: this.#recipe.partitions }, () => 0);
    const fitted = await this.#heads.judging('ngram', first);
    const slope = this.#heads.slope('ngram', first);
    const places = Int32Array.from(this.#prepared.items.a, (_, place) => place);
    const sizes: number[] = [];
    for (const place of new Random(this.#recipe.seed).shuffle(places).subarray(0, sampled)) {
      const { a, b } = await this.#words(fitted, slope, textsOf(this.#prepared, place));
      for (const { weight } of [...a, ...b]) sizes.push(Math.abs(weight));
      await this.#pace.step();
    }
    this.#fullTint = sizes.length === 0 ? 0 : quantile(Float64Array.from(sizes).sort(), 0.95);
    return this.#fullTint;
  }
}

function textsOf({ items }: Pick<Prepared, 'items'>, place: number): Texts {
  return { a: items.texts[items.a[place]!]!, b: items.texts[items.b[place]!]! };
}

function meanOf(vectors: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(vectors[0]!.length);
  for (const vector of vectors) for (let i = 0; i < mean.length; i++) mean[i]! += vector[i]! / vectors.length;
  return mean;
}
