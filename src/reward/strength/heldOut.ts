import { Random } from '../random.ts';
import { type Cell, cellsOf } from './cells.ts';
import { fitStrengths, logLikelihood, type Model } from './fitStrengths.ts';
import type { Meeting, Meetings } from './meetings.ts';

const folds = 5;

/** Fold of each prompt: meetings of one prompt are held out together; with fewer than ten prompts each meeting for itself. */
export function foldOf({ prompts }: Pick<Meetings, 'prompts'>, seed: number): (meeting: Meeting, at: number) => number {
  const random = new Random(seed);
  if (prompts < 2 * folds) return () => random.below(folds);
  const order = random.shuffle(Int32Array.from({ length: prompts }, (_, i) => i));
  const fold = new Int32Array(prompts);
  for (const [at, prompt] of order.entries()) fold[prompt] = at % folds;
  return ({ prompt }) => fold[prompt]!;
}

/** Meetings as training and test sets. */
export function splits(
  meetings: Meetings,
  seed: number,
): readonly { readonly train: readonly Meeting[]; readonly test: readonly Meeting[] }[] {
  const of = foldOf(meetings, seed);
  const fold = meetings.meetings.map(of);
  return Array.from({ length: folds }, (_, f) => ({
    train: meetings.meetings.filter((_, at) => fold[at] !== f),
    test: meetings.meetings.filter((_, at) => fold[at] === f),
  }));
}

/** Mean log-loss (nats a meeting) of a model on meetings that it was not fitted to. */
export function heldOutLoss(meetings: Meetings, component: Int32Array, model: Model, seed: number): number {
  let loss = 0;
  let weight = 0;
  for (const { train, test } of splits(meetings, seed)) {
    const fit = fitStrengths(cellsOf(train), component, model);
    const held = cellsOf(test);
    loss -= logLikelihood(held, fit);
    weight += weightOf(held);
  }
  return loss / weight;
}

/**
 * Log-loss of the shares of win, tie and loss of the training sets, blind to ids: by the order of display where it is recorded,
 * else with win and loss alike, for then the order of the file may be that of the label.
 */
export function blindLoss(meetings: Meetings, seed: number): number {
  let loss = 0;
  let weight = 0;
  for (const { train, test } of splits(meetings, seed)) {
    const counts = [1, 1, 1];
    const even = [1, 1, 1];
    for (const { outcome, weight: w, positioned } of train) (positioned ? counts : even)[1 - outcome]! += w;
    even[0] = (even[0]! + even[2]!) / 2;
    even[2] = even[0];
    for (const { outcome, weight: w, positioned } of test) {
      const of = positioned ? counts : even;
      loss -= w * Math.log(of[1 - outcome]! / (of[0]! + of[1]! + of[2]!));
      weight += w;
    }
  }
  return loss / weight;
}

function weightOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { counts }) => sum + counts[0]! + counts[1]! + counts[2]!, 0);
}
