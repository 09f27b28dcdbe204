import { bald, entropy } from '../../src/reward/asking/information.ts';
import { minimise } from '../../src/reward/heads/lbfgs.ts';
import { sigmoid, softplus } from '../../src/reward/numbers.ts';
import { Random } from '../../src/reward/random.ts';

/** What the next comparison is chosen by. */
export type Ask = 'random' | 'entropy' | 'information';

const dimensions = 20;
const pool = 2000;
const first = 20;
const further = 180;
const batch = 20;
const members = 10;
const ridge = 0.1;

/**
 * Accuracy of a linear head that learns from the labels that it asks for. Half of the pool is pairs of nearly equal responses,
 * whose labels are coin flips: what is most uncertain is then not what tells most. Ten heads on bootstrap samples are the
 * ensemble.
 */
export function accuracyOf(ask: Ask, seed: number): number {
  const random = new Random(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const truth = Array.from({ length: dimensions }, () => normal());
  const draw = (scale: number): number[] => Array.from({ length: dimensions }, () => scale * normal());
  const rows = Array.from({ length: pool }, (_, i) => draw(i % 2 === 0 ? 1 : 0.05));
  const labels = rows.map(row => (random.next() < sigmoid(2 * dot(row, truth)) ? 1 : -1));
  const test = Array.from({ length: 1000 }, () => draw(1));
  const open = new Set(rows.keys());
  const asked: number[] = [];
  const take = (at: number): void => {
    open.delete(at);
    asked.push(at);
  };
  const shuffled = [...random.shuffle(Int32Array.from(rows.keys()))];
  for (const at of shuffled.slice(0, first)) take(at);
  const learn = (sample: readonly number[]): Float64Array =>
    head(
      sample.map(at => rows[at]!),
      sample.map(at => labels[at]!),
    );
  for (let round = 0; round < further / batch; round++) {
    const ensemble = Array.from({ length: members }, () =>
      learn(Array.from(asked, () => asked[random.below(asked.length)]!)),
    );
    const worth = (at: number): number => {
      if (ask === 'random') return random.next();
      const margins = ensemble.map(w => dot(rows[at]!, w));
      if (ask === 'information') return bald(margins);
      return entropy(margins.reduce((sum, margin) => sum + sigmoid(margin), 0) / members);
    };
    const next = [...open].map(at => [worth(at), at] as const).sort((x, y) => y[0] - x[0]);
    for (const [, at] of next.slice(0, batch)) take(at);
  }
  const w = learn(asked);
  return test.filter(row => dot(row, truth) > 0 === dot(row, w) > 0).length / test.length;
}

function head(rows: readonly (readonly number[])[], labels: readonly number[]): Float64Array {
  const w = new Float64Array(dimensions);
  minimise(
    (x, gradient) => {
      let loss = 0;
      for (let k = 0; k < dimensions; k++) {
        loss += (ridge / 2) * x[k]! ** 2;
        gradient[k] = ridge * x[k]!;
      }
      for (const [i, row] of rows.entries()) {
        const agreeing = labels[i]! * dot(row, x);
        loss += softplus(-agreeing);
        const pull = -labels[i]! * sigmoid(-agreeing);
        for (let k = 0; k < dimensions; k++) gradient[k]! += pull * row[k]!;
      }
      return loss;
    },
    w,
    { iterations: 60, tolerance: 1e-4 },
  );
  return w;
}

function dot(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += x[k]! * y[k]!;
  return sum;
}
