import { crossFit } from '../heads/crossFit.ts';
import { denseDesign, type SparseRows, sideBySide, sparseDesign } from '../heads/design.ts';
import { standardised } from '../heads/styleDesign.ts';
import type { Items } from '../items.ts';
import { wordRows } from '../ngramRows.ts';
import { Pace } from '../pace.ts';
import { prepare } from '../prepared.ts';
import type { RewardModel } from '../rewardModel.ts';
import { tooFew } from './tooFew.ts';

/** Precisions of the normal priors on a text's own strength, a style weight, a model's strength and a word n-gram's weight. */
const priors = [
  { item: 30, style: 300, model: 3, gram: 30 },
  { item: 10, style: 100, model: 1, gram: 10 },
  { item: 4, style: 30, model: 1, gram: 3 },
  { item: 2, style: 30, model: 1, gram: 3 },
  { item: 0.5, style: 100, model: 1, gram: 30 },
];

/**
 * Strength of texts that recur: a Bradley-Terry model over the graph of texts, u = style + word n-grams + model + own
 * strength, each with a ridge, so that a text met once leans on what it looks like and one met often speaks for itself. Cross-fitted by
 * unordered pair: a text may recur in training, its pair may not.
 */
export const strengthMember: RewardModel = {
  id: 'strength',
  name: 'Item strength',
  kind: 'strength',
  learns: true,
  async margins({ comparisons, labels, pairFolds, signal }) {
    const why = tooFew(labels);
    if (why) return { margins: null, why };
    const pace = new Pace(signal);
    const prepared = await prepare(comparisons, pace);
    const { items, style, partition } = prepared;
    const recurs = recurring(items, partition.pair);
    const share = recurs.reduce((sum, yes) => sum + yes, 0) / Math.max(recurs.length, 1);
    if (share < 0.2) {
      return {
        margins: null,
        why: `texts or named models recur in only ${Math.round(100 * share)} % of the comparisons`,
      };
    }
    const { values, width } = standardised(style, items, false);
    const dense = denseDesign(values, width);
    const models = sparseDesign(modelRows(items));
    const own = sparseDesign(identityRows(items.texts.length));
    const grams = sparseDesign(await wordRows(prepared, pace));
    const design = sideBySide([dense, models, own, grams]);
    const penalties = priors.map(prior => {
      const penalty = new Float64Array(design.width);
      penalty.fill(prior.style, 0, width);
      penalty.fill(prior.model, width, width + models.width);
      penalty.fill(prior.item, width + models.width);
      penalty.fill(prior.gram, width + models.width + own.width);
      return penalty;
    });
    const { margins } = await crossFit(design, { a: items.a, b: items.b, labels }, pairFolds, penalties, pace);
    for (let i = 0; i < margins.length; i++) if (recurs[i] === 0) margins[i] = Number.NaN;
    return { margins };
  },
};

/** 1 where at least one side of the comparison also meets another text, or both sides name models that do. */
function recurring(items: Items, pair: Int32Array): Uint8Array {
  const pairsOfItem = Array.from(items.texts, () => new Set<number>());
  const pairsOfModel = new Map<string, Set<number>>();
  for (let i = 0; i < pair.length; i++) {
    for (const item of [items.a[i]!, items.b[i]!]) {
      pairsOfItem[item]!.add(pair[i]!);
      const model = items.models[item];
      if (model === undefined) continue;
      const met = pairsOfModel.get(model) ?? new Set();
      pairsOfModel.set(model, met.add(pair[i]!));
    }
  }
  const modelRecurs = (item: number): boolean => {
    const model = items.models[item];
    return model !== undefined && pairsOfModel.get(model)!.size >= 10;
  };
  return Uint8Array.from(pair, (_, i) => {
    const a = items.a[i]!;
    const b = items.b[i]!;
    const texts = pairsOfItem[a]!.size > 1 || pairsOfItem[b]!.size > 1;
    const models = modelRecurs(a) && modelRecurs(b) && items.models[a] !== items.models[b];
    return texts || models ? 1 : 0;
  });
}

function identityRows(n: number): SparseRows {
  return {
    width: n,
    from: Int32Array.from({ length: n + 1 }, (_, i) => i),
    columns: Int32Array.from({ length: n }, (_, i) => i),
    values: new Float32Array(n).fill(1),
  };
}

function modelRows(items: Items): SparseRows {
  const ids = new Map<string, number>();
  const from = new Int32Array(items.texts.length + 1);
  const columns: number[] = [];
  for (const [i, model] of items.models.entries()) {
    if (model !== undefined) {
      if (!ids.has(model)) ids.set(model, ids.size);
      columns.push(ids.get(model)!);
    }
    from[i + 1] = columns.length;
  }
  return { width: ids.size, from, columns: Int32Array.from(columns), values: new Float32Array(columns.length).fill(1) };
}
