import type { Pause } from '../pause.ts';

/**
 * Votes turned to the label: +1 with it, -1 against it, 0 abstains; one column per candidate, along the rows of a split.
 */
export type Stands = readonly Int8Array[];

/** Rules in the order in which they join, with the gain (share of rows) of each. */
export interface Path {
  readonly rules: number[];
  readonly gains: number[];
}

/** True if two principles may not stand in one constitution. */
export type Excludes = (one: number, other: number) => boolean;

/** Least gain, in rows, for which a rule joins. */
const leastGain = 0.5;

/**
 * Forward selection where the majority of the rules decides, and a tie counts as half right. Made twice, by the gain and by
 * the gain over the root of the decisions that it changes, which prefers precise rules; what reconstructs more is kept.
 */
export async function plainPath(stands: Stands, excludes: Excludes, most: number, pause: Pause): Promise<Path> {
  const byGain = await majorityPath(stands, excludes, most, pause, false);
  const bySurety = await majorityPath(stands, excludes, most, pause, true);
  const total = ({ gains }: Path): number => gains.reduce((sum, gain) => sum + gain, 0);
  return total(bySurety) > total(byGain) + 1e-9 ? bySurety : byGain;
}

async function majorityPath(
  stands: Stands,
  excludes: Excludes,
  most: number,
  pause: Pause,
  precise: boolean,
): Promise<Path> {
  const n = stands[0]?.length ?? 0;
  const sums = new Int8Array(n);
  const gain = (column: Int8Array): number => {
    let doubled = 0;
    for (let row = 0; row < n; row++) {
      const stand = column[row]!;
      if (stand === 0) continue;
      const before = sums[row]!;
      const after = before + stand;
      doubled += (after > 0 ? 1 : after < 0 ? -1 : 0) - (before > 0 ? 1 : before < 0 ? -1 : 0);
    }
    return doubled / 2;
  };
  const surety = (column: Int8Array, gained: number): number => {
    let changed = 1;
    for (let row = 0; row < n; row++) if (column[row] !== 0 && Math.abs(sums[row]!) < 2) changed++;
    return gained / Math.sqrt(changed);
  };
  const join = (column: Int8Array): void => {
    for (let row = 0; row < n; row++) sums[row]! += column[row]!;
  };
  return forward(stands, excludes, most, pause, gain, join, precise ? surety : undefined);
}

/**
 * Forward selection where the first rule that applies decides: of the rows still undecided, the rule with the largest
 * (with - against) / sqrt(with + against + 1) comes next. By the gain alone a rule that applies often and is little better
 * than chance would come before precise ones and leave them nothing to decide.
 */
export async function rankedPath(stands: Stands, excludes: Excludes, most: number, pause: Pause): Promise<Path> {
  const n = stands[0]?.length ?? 0;
  const open = new Int8Array(n).fill(1);
  const gain = (column: Int8Array): number => {
    let doubled = 0;
    for (let row = 0; row < n; row++) doubled += open[row]! * column[row]!;
    return doubled / 2;
  };
  const surety = (column: Int8Array, gained: number): number => {
    let cast = 1;
    for (let row = 0; row < n; row++) if (column[row] !== 0) cast += open[row]!;
    return gained / Math.sqrt(cast);
  };
  const join = (column: Int8Array): void => {
    for (let row = 0; row < n; row++) if (column[row] !== 0) open[row] = 0;
  };
  return forward(stands, excludes, most, pause, gain, join, surety);
}

async function forward(
  stands: Stands,
  excludes: Excludes,
  most: number,
  pause: Pause,
  gain: (column: Int8Array) => number,
  join: (column: Int8Array) => void,
  worth: (column: Int8Array, gained: number) => number = (_, gained) => gained,
): Promise<Path> {
  const path: Path = { rules: [], gains: [] };
  const n = stands[0]?.length ?? 0;
  while (path.rules.length < most) {
    let best = -1;
    let bestGain = 0;
    let bestWorth = 0;
    for (let candidate = 0; candidate < stands.length; candidate++) {
      if (path.rules.includes(candidate) || path.rules.some(rule => excludes(rule, candidate))) continue;
      const gained = gain(stands[candidate]!);
      if (gained > leastGain) {
        const value = worth(stands[candidate]!, gained);
        if (value > bestWorth) {
          best = candidate;
          bestGain = gained;
          bestWorth = value;
        }
      }
      await pause.due();
    }
    if (best < 0) break;
    join(stands[best]!);
    path.rules.push(best);
    path.gains.push(bestGain / n);
  }
  return path;
}
