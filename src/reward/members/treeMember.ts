import type { Bins } from '../heads/bins.ts';
import { boostedTree } from '../heads/boostedTree.ts';
import { rowsWhere } from '../heads/crossFit.ts';
import { type FlatTree, flatTree } from '../heads/flatTree.ts';
import { randomTree } from '../heads/randomTrees.ts';
import { leafValue, type Tree } from '../heads/tree.ts';
import { treeBins, treeEdges } from '../heads/treeDesign.ts';
import { logit, sigmoid } from '../numbers.ts';
import { Pace } from '../pace.ts';
import { prepare } from '../prepared.ts';
import { Random } from '../random.ts';
import type { RewardModel, RewardTask } from '../rewardModel.ts';
import { tooFew } from './tooFew.ts';

const forest = { tried: 16, leaf: 10 };

/** More trees where they are cheap: small files gain by a steadier vote. */
function treesFor(comparisons: number): number {
  return Math.round(Math.min(400, Math.max(60, 250_000 / Math.max(comparisons, 1))));
}

/** Learning rate of the boosted trees. */
export const boostingRate = 0.06;
const boosting = { rounds: 120, rate: boostingRate, depth: 3, lambda: 10, weight: 5, rows: 0.5, columns: 0.25 };

/**
 * Grows trees on some rows, in both orders, and scores all pairs: the first half of `score` in their order, the second in the
 * other. `won` says along it which first response is the chosen one; `grown` is told each tree.
 */
type Learn = (
  rows: Int32Array,
  won: Uint8Array,
  score: Float64Array,
  random: Random,
  grown: (tree: Tree) => void,
) => Promise<void>;

/**
 * Fits a learner on the training rows of each fold, in both orders of each pair, and antisymmetrises what it says of the
 * rest: (f(a, b) - f(b, a)) / 2.
 */
async function outOfFold(
  bins: Bins,
  task: RewardTask,
  pace: Pace,
  learn: Learn,
): Promise<{ readonly margins: Float64Array; readonly trees: readonly (readonly FlatTree[])[] }> {
  const { labels, textFolds } = task;
  const trees: FlatTree[][] = [];
  const n = bins.rows;
  const won = new Uint8Array(2 * n);
  for (let i = 0; i < n; i++) won[labels[i]! > 0 ? i : i + n] = 1;
  const margins = new Float64Array(n);
  const pairs = { a: new Int32Array(0), b: new Int32Array(0), labels };
  for (let fold = 0; fold < textFolds.count; fold++) {
    const train = rowsWhere(pairs, textFolds, of => of !== fold);
    const score = new Float64Array(2 * n);
    const ofFold: FlatTree[] = [];
    trees.push(ofFold);
    await learn(train, won, score, new Random(task.seed * 31 + fold), tree => {
      if (task.keep !== undefined) ofFold.push(flatTree(tree));
    });
    for (let i = 0; i < n; i++) if (textFolds.of[i] === fold) margins[i] = (score[i]! - score[i + n]!) / 2;
    await pace.step();
  }
  return { margins, trees };
}

function bothOrders(rows: Int32Array, n: number): Int32Array {
  const both = new Int32Array(2 * rows.length);
  both.set(rows);
  for (let k = 0; k < rows.length; k++) both[rows.length + k] = rows[k]! + n;
  return both;
}

function treeMember(id: 'forest' | 'boosted', name: string, learner: (bins: Bins, pace: Pace) => Learn): RewardModel {
  return {
    id,
    name,
    kind: 'tree',
    learns: true,
    async margins(task) {
      const why = tooFew(task.labels);
      if (why) return { margins: null, why };
      const pace = new Pace(task.signal);
      const { items, style } = await prepare(task.comparisons, pace);
      const bins = treeBins(style, items);
      const { margins, trees } = await outOfFold(bins, task, pace, learner(bins, pace));
      task.keep?.({ kind: id, edges: treeEdges(style, items), trees });
      return { margins };
    },
  };
}

/** Extremely randomised trees on differences of style features. */
export const forestMember = treeMember(
  'forest',
  'Random trees',
  (bins, pace) => async (rows, won, score, random, grown) => {
    const order = bothOrders(rows, bins.rows);
    const trees = treesFor(bins.rows);
    for (let t = 0; t < trees; t++) {
      const tree = randomTree(bins, order, won, forest, random);
      grown(tree);
      for (let i = 0; i < score.length; i++) score[i]! += leafValue(tree, bins, i);
      await pace.step();
    }
    for (let i = 0; i < score.length; i++) score[i] = logit(score[i]! / trees);
  },
);

/** Gradient-boosted trees on differences of style features. */
export const boostedMember = treeMember(
  'boosted',
  'Boosted trees',
  (bins, pace) => async (rows, won, score, random, grown) => {
    const n = bins.rows;
    const gradient = new Float32Array(2 * n);
    const curvature = new Float32Array(2 * n);
    const columns = Int32Array.from({ length: bins.width }, (_, j) => j);
    const tried = Math.ceil(boosting.columns * bins.width);
    for (let round = 0; round < boosting.rounds; round++) {
      for (let i = 0; i < 2 * n; i++) {
        const p = sigmoid(score[i]!);
        gradient[i] = p - won[i]!;
        curvature[i] = p * (1 - p);
      }
      random.shuffle(rows);
      const order = bothOrders(rows.subarray(0, Math.ceil(boosting.rows * rows.length)), n);
      const some = random.shuffle(columns).slice(0, tried);
      const tree = boostedTree(bins, order, some, gradient, curvature, boosting);
      grown(tree);
      for (let i = 0; i < 2 * n; i++) score[i]! += boosting.rate * leafValue(tree, bins, i);
      await pace.step();
    }
  },
);
