import { crossFit } from '../heads/crossFit.ts';
import type { Design } from '../heads/design.ts';
import { tooFew } from '../members/tooFew.ts';
import type { Pace } from '../pace.ts';
import { dealFolds } from '../partition.ts';
import { type Encounters, type KnownSides, knownSides } from './encounters.ts';

/** Margins, a minus b, NaN where nothing recurs; or why there are none. */
export type RecurringStrengths = { readonly margins: Float32Array } | { readonly margins: null; readonly why: string };

/** Precisions of the normal priors on a text's strength and a model's. */
const priors = [
  { text: 30, model: 3 },
  { text: 10, model: 1 },
  { text: 4, model: 1 },
  { text: 2, model: 1 },
  { text: 0.5, model: 1 },
];
const folds = 20;
/** Least share of the comparisons in which texts or models must recur. */
export const leastRecurring = 0.2;

/**
 * Strengths of texts that recur and of models, over a whole file whose texts nobody holds: a Bradley-Terry model with
 * strength = the text's own + its model's, each with a ridge. Cross-fitted by unordered pair, so that no margin has seen a label
 * of its own pair. A text that occurs in one pair only has no strength of its own: out of its fold nothing would be known of it.
 *
 * @throws the signal's reason when it is raised
 */
export async function recurringStrengths(
  encounters: Encounters,
  seed: number,
  pace: Pace,
): Promise<RecurringStrengths> {
  const { labels, modelA, modelB, a } = encounters;
  const why = tooFew(labels);
  if (why !== null) return { margins: null, why };
  const sides = knownSides(encounters);
  await pace.step();
  let [there, recurring] = [0, 0];
  for (const [i, hash] of a.entries()) {
    if (hash === 0) continue;
    there++;
    recurring += sides.recurs[i]!;
  }
  if (recurring < leastRecurring * there) {
    return { margins: null, why: recursIn(recurring / Math.max(1, there)) };
  }
  const learnt = labels.map((label, i) => (sides.recurs[i] === 1 ? label : 0));
  const side = (text: number, model: number): number =>
    text >= 0 ? text : model >= 0 ? sides.texts + model : sides.texts + sides.models;
  const pairs = {
    a: sides.textA.map((text, i) => side(text, modelA[i]!)),
    b: sides.textB.map((text, i) => side(text, modelB[i]!)),
    labels: learnt,
  };
  const penalties = priors.map(prior => {
    const penalty = new Float64Array(sides.texts + sides.models).fill(prior.model);
    return penalty.fill(prior.text, 0, sides.texts);
  });
  const dealt = dealFolds(sides.group, learnt, folds, seed);
  const { margins } = await crossFit(strengthDesign(encounters, sides), pairs, dealt, penalties, pace);
  return { margins: Float32Array.from(margins, (margin, i) => (sides.recurs[i] === 1 ? margin : Number.NaN)) };
}

/** What to say where too little recurs. @param share - of the comparisons, 0 to 1 */
export function recursIn(share: number): string {
  return `texts or named models recur in only ${Math.round(100 * share)} % of the comparisons`;
}

/**
 * The items are the texts that recur, then a text of each model of which nothing else is known, then one of which nothing is;
 * the weights are the strengths of texts, then of models.
 */
function strengthDesign({ modelA, modelB }: Encounters, { textA, textB, texts, models }: KnownSides): Design {
  const modelOf = new Int32Array(texts).fill(-1);
  for (const [of, by] of [
    [textA, modelA],
    [textB, modelB],
  ] as const) {
    for (const [i, text] of of.entries()) if (text >= 0 && modelOf[text] === -1) modelOf[text] = by[i]!;
  }
  return {
    items: texts + models + 1,
    width: texts + models,
    scores(weights, scores) {
      for (let text = 0; text < texts; text++) {
        const model = modelOf[text]!;
        scores[text] = weights[text]! + (model < 0 ? 0 : weights[texts + model]!);
      }
      for (let model = 0; model < models; model++) scores[texts + model] = weights[texts + model]!;
      scores[texts + models] = 0;
    },
    gather(coefficients, gradient) {
      for (let at = 0; at < texts + models; at++) gradient[at] = coefficients[at]!;
      for (let text = 0; text < texts; text++) {
        const model = modelOf[text]!;
        if (model >= 0) gradient[texts + model]! += coefficients[text]!;
      }
    },
  };
}
