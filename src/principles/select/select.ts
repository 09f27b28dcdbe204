import type { Pause } from '../pause.ts';
import type { Votes } from '../principle.ts';
import type { Decides } from '../principlesResult.ts';
import type { Constitution } from './constitution.ts';
import { groupFolds } from './groups.ts';
import type { Excludes, Path, Stands } from './path.ts';
import { plainPath, rankedPath } from './path.ts';
import { logisticWeights, weightedPath } from './weights.ts';

/** Everything that a selection may look at. */
export interface SelectTask {
  readonly columns: readonly Votes[];
  /** +1 a, -1 b; only rows with a label are in `rows`. */
  readonly labels: Int8Array;
  readonly groups: Int32Array;
  /** Rows to select on. */
  readonly rows: Int32Array;
  readonly excludes: Excludes;
  readonly seed: number;
  readonly pause: Pause;
  /** Most rules; 10 unless said. */
  readonly most?: number;
  /** Takes as many rules as `most` allows, not the fewest within one standard error. */
  readonly full?: boolean;
}

/** The constitution of each way of deciding, and the way that inner splits recommend. */
export interface Selection {
  readonly recommended: Constitution;
  readonly ways: Readonly<Record<Decides, Constitution>>;
}

/** Inner splits. With few rows one split says little of which size is best, so several are averaged. */
const splits = { few: { folds: 5, repeats: 4 }, many: { folds: 3, repeats: 1 } } as const;
const fewRows = 300;
/** Between the seeds of repeated splits; outer folds have neighbouring seeds. */
const anotherSplit = 1000;
const modes: readonly Decides[] = ['plain', 'ranked', 'weighted'];
const paths = { plain: plainPath, ranked: rankedPath, weighted: weightedPath };

function standsOn({ columns, labels }: SelectTask, rows: Int32Array): Stands {
  return columns.map(column => {
    const stands = new Int8Array(rows.length);
    // A plain loop: `Int8Array.from` with a function took a quarter of the whole selection.
    for (let at = 0; at < rows.length; at++) stands[at] = column[rows[at]!]! * labels[rows[at]!]!;
    return stands;
  });
}

/** Share right per row for the first `size` rules, for every size: [size - 1][row]. */
function outcomes(mode: Decides, path: Path, fit: Stands, held: Stands, most: number): Float32Array[] {
  const n = held[0]?.length ?? 0;
  const sizes: Float32Array[] = [];
  for (let size = 1; size <= most; size++) {
    const rules = path.rules.slice(0, size);
    if (size > 1 && rules.length < size) {
      sizes.push(sizes.at(-1)!);
      continue;
    }
    const weights = mode === 'weighted' ? logisticWeights(fit, rules) : rules.map(() => 1);
    const right = new Float32Array(n);
    for (let row = 0; row < n; row++) {
      let sum = 0;
      for (let place = 0; place < rules.length; place++) {
        const stand = held[rules[place]!]![row]!;
        sum += weights[place]! * stand;
        if (mode === 'ranked' && stand !== 0) break;
      }
      right[row] = sum > 1e-9 ? 1 : sum < -1e-9 ? 0 : 0.5;
    }
    sizes.push(right);
  }
  return sizes;
}

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Standard error of the mean difference of two outcomes on the same rows, clustered by group. */
function pairedError(better: Float32Array, other: Float32Array, groups: Int32Array): number {
  const difference = mean(better) - mean(other);
  const sums = new Map<number, number>();
  for (let row = 0; row < better.length; row++) {
    const group = groups[row]!;
    sums.set(group, (sums.get(group) ?? 0) + better[row]! - other[row]! - difference);
  }
  let squares = 0;
  for (const sum of sums.values()) squares += sum * sum;
  return Math.sqrt(squares) / better.length;
}

/**
 * Selects a constitution on the rows given: forward selection by marginal gain in reconstruction; its size and the way it
 * decides are chosen on inner splits by group (below 300 rows 5 folds, drawn four times; else 3, once). Of the sizes, the
 * smallest within one standard error (of the paired difference, clustered by group) of the best; of the ways, the simplest
 * within one.
 */
export async function selectConstitution(task: SelectTask): Promise<Selection> {
  const { rows, groups, excludes, pause, seed, full = false, most = 10 } = task;
  const pooled = new Map(modes.map(mode => [mode, Array.from({ length: most }, () => new Float32Array(rows.length))]));
  const { folds: innerFolds, repeats } = rows.length < fewRows ? splits.few : splits.many;
  for (let part = 0; part < repeats * innerFolds; part++) {
    const [repeat, fold] = [Math.floor(part / innerFolds), part % innerFolds];
    const folds = groupFolds(rows, groups, innerFolds, seed + repeat * anotherSplit);
    const fitRows = rows.filter((_, at) => folds[at] !== fold);
    const heldAt = [...rows.keys()].filter(at => folds[at] === fold);
    if (fitRows.length === 0 || heldAt.length === 0) continue;
    const fit = standsOn(task, fitRows);
    const held = standsOn(
      task,
      Int32Array.from(heldAt, at => rows[at]!),
    );
    for (const mode of modes) {
      const path = await paths[mode](fit, excludes, most, pause);
      const sizes = outcomes(mode, path, fit, held, most);
      await pause.due();
      sizes.forEach((right, size) => {
        heldAt.forEach((at, place) => {
          pooled.get(mode)![size]![at]! += right[place]! / repeats;
        });
      });
    }
  }
  const rowGroups = Int32Array.from(rows, row => groups[row]!);
  const picks = modes.map(mode => {
    const sizes = pooled.get(mode)!;
    const means = sizes.map(mean);
    const best = full ? most - 1 : means.indexOf(Math.max(...means));
    const within = (size: number): boolean =>
      means[best]! - means[size]! <= pairedError(sizes[best]!, sizes[size]!, rowGroups);
    const size = full ? best : means.findIndex((_, at) => within(at));
    return { mode, size: size + 1, mean: means[size]!, right: sizes[size]! };
  });
  const top = picks.reduce((best, pick) => (pick.mean > best.mean ? pick : best));
  const pick = picks.find(({ mean: value, right }) => top.mean - value <= pairedError(top.right, right, rowGroups))!;
  const stands = standsOn(task, rows);
  const build = async (mode: Decides): Promise<Constitution> => {
    const { size } = picks.find(one => one.mode === mode)!;
    const path = await paths[mode](stands, excludes, size, pause);
    const weights = mode === 'weighted' ? logisticWeights(stands, path.rules) : path.rules.map(() => 1);
    return { decides: mode, rules: path.rules, weights, gains: path.gains };
  };
  const ways = { plain: await build('plain'), ranked: await build('ranked'), weighted: await build('weighted') };
  return { recommended: ways[pick.mode], ways };
}
