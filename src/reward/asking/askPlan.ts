import { Random } from '../random.ts';
import { askQueue, type Candidate } from './queue.ts';

/** How many annotations may be asked for, of whom. */
export interface PlanOptions {
  /** Annotations in all. */
  readonly budget: number;
  readonly annotators: number;
  /** Share of the comparisons that everybody judges, 0 to 1, so that agreement can be told. */
  readonly overlap: number;
  /** Share of the comparisons that are drawn at random from all without a verdict, 0 to 1: only they speak for the file. */
  readonly random: number;
  readonly seed: number;
}

/** A comparison to ask about. */
export interface Asked {
  readonly row: number;
  /** Why it is in the plan. */
  readonly why: 'informative' | 'random check';
  /** Annotators from 1. */
  readonly annotators: readonly number[];
}

/** Who judges what. */
export interface AskPlan {
  /** In the order in which they are to be judged. */
  readonly asked: readonly Asked[];
  /** Annotations that are asked for: the budget, or less where there is less to ask. */
  readonly annotations: number;
  /** Comparisons that everybody judges, and those that were drawn at random. */
  readonly shared: number;
  readonly random: number;
  /** Annotations and minutes of each annotator. */
  readonly loads: readonly { readonly annotations: number; readonly minutes: number }[];
}

/**
 * A plan for a budget. n comparisons of which a share o goes to all A annotators cost n + o n (A - 1) annotations. The random
 * ones are drawn evenly from the pool first; the others are the most valuable that remain. Those that everybody judges are drawn
 * evenly from both, and the rest goes to whoever has least to do. The order is shuffled: a place in it tells nothing.
 *
 * @param pool - comparisons without a verdict; `value` NaN where nothing is known of what it is worth
 * @param minutesOf - time that a row takes
 */
export function askPlan(
  pool: readonly Candidate[],
  minutesOf: (row: number) => number,
  { budget, annotators, overlap, random, seed }: PlanOptions,
): AskPlan {
  const draws = new Random(seed);
  const most = countFor(budget, annotators, overlap, pool.length);
  const order = [...draws.shuffle(Int32Array.from(pool.keys()))].map(at => pool[at]!);
  const check = order.slice(0, Math.round(random * most));
  const drawn = new Set(check.map(({ row }) => row));
  const informative = askQueue(pool.filter(({ row, value }) => value > 0 && !drawn.has(row)));
  const chosen = [
    ...check.map(({ row }) => ({ row, why: 'random check' as const })),
    ...informative.slice(0, most - check.length).map(({ row }) => ({ row, why: 'informative' as const })),
  ];
  const places = draws.shuffle(Int32Array.from(chosen.keys()));
  const shared = sharedOf(chosen.length, annotators, overlap);
  const loads = Array.from({ length: annotators }, () => ({ annotations: 0, minutes: 0 }));
  const give = (who: number, row: number): number => {
    loads[who]!.annotations++;
    loads[who]!.minutes += minutesOf(row);
    return who + 1;
  };
  const everybody = Array.from({ length: annotators }, (_, who) => who);
  const asked = [...places].map((at, place): Asked => {
    const { row, why } = chosen[at]!;
    // Places are shuffled, so that the first are an even draw of those that everybody judges.
    const who = place < shared ? everybody : [least(loads)];
    return { row, why, annotators: who.map(one => give(one, row)) };
  });
  return {
    asked: Array.from(draws.shuffle(Int32Array.from(asked.keys())), at => asked[at]!),
    annotations: loads.reduce((sum, load) => sum + load.annotations, 0),
    shared: annotators === 1 ? 0 : shared,
    random: check.length,
    loads,
  };
}

/** The largest number of comparisons whose plan keeps to the budget. */
function countFor(budget: number, annotators: number, overlap: number, pool: number): number {
  let n = Math.min(pool, budget);
  while (n > 0 && n + sharedOf(n, annotators, overlap) * (annotators - 1) > budget) n--;
  return n;
}

function sharedOf(n: number, annotators: number, overlap: number): number {
  return annotators === 1 ? 0 : Math.round(overlap * n);
}

function least(loads: readonly { readonly minutes: number }[]): number {
  let at = 0;
  for (const [who, { minutes }] of loads.entries()) if (minutes < loads[at]!.minutes) at = who;
  return at;
}
