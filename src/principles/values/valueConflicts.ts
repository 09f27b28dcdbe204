import { falseDiscovery } from '../../reward/falseDiscovery.ts';
import type { Estimate } from '../../reward/figures.ts';
import { wilson } from '../../reward/numbers.ts';
import { normalCdf } from '../../reward/strength/normal.ts';
import { unanimous } from '../../reward/unanimous.ts';
import type { Votes } from '../principle.ts';
import type { ValueConflict } from './valueFigures.ts';

/** A label as the values see it. */
export interface ValueLabel {
  /** Place of the comparison. */
  readonly at: number;
  readonly side: 1 | -1;
  readonly prompt: number;
}

/** One value against another on one label. */
export interface Clash {
  /** Numbers of the values; the first is the one that the label serves. */
  readonly won: number;
  readonly lost: number;
  readonly prompt: number;
  /** 1 / (values served x values neglected): a label counts once, however many values meet on it. */
  readonly weight: number;
}

/** Fewest conflicts of a pair that is shown. */
export const leastConflicts = 10;
const z = 1.959964;

/** Every conflict: two values that speak for different responses of a labelled comparison. */
export function clashesOf(labels: readonly ValueLabel[], columns: readonly Votes[]): Clash[] {
  return labels.flatMap(({ at, side, prompt }): Clash[] => {
    const served: number[] = [];
    const neglected: number[] = [];
    for (const [k, column] of columns.entries()) {
      const vote = column[at]!;
      if (vote !== 0) (vote === side ? served : neglected).push(k);
    }
    const weight = 1 / (served.length * neglected.length);
    return served.flatMap(won => neglected.map(lost => ({ won, lost, prompt, weight })));
  });
}

/** Pairs of values with ten conflicts or more: which of the two labels favour, most conflicts first. */
export function conflictsOf(clashes: readonly Clash[], ids: readonly string[]): ValueConflict[] {
  const pairs = new Map<number, Clash[]>();
  for (const clash of clashes) {
    const key = Math.min(clash.won, clash.lost) * ids.length + Math.max(clash.won, clash.lost);
    const own = pairs.get(key) ?? [];
    own.push(clash);
    pairs.set(key, own);
  }
  const tested = [...pairs].flatMap(([key, own]) => {
    if (own.length < leastConflicts) return [];
    const low = Math.floor(key / ids.length);
    const high = key % ids.length;
    const forLow = own.filter(({ won }) => won === low).length;
    const winner = 2 * forLow >= own.length ? low : high;
    const share = Math.max(forLow, own.length - forLow) / own.length;
    const n = effective(own, winner, share);
    const p = 2 * normalCdf(-Math.abs(share - 0.5) / Math.sqrt(0.25 / n));
    const interval = wilson(share * n, n)!;
    return [
      {
        winner: ids[winner]!,
        loser: ids[winner === low ? high : low]!,
        share: { ...interval, value: share, n: own.length },
        p,
      },
    ];
  });
  const q = falseDiscovery(tested.map(({ p }) => p));
  return tested.map(({ p: _, ...conflict }, i) => ({ ...conflict, q: q[i]! })).sort((x, y) => y.share.n - x.share.n);
}

/**
 * Conflicts that those of a pair are worth, for labels of one prompt repeat one another: n over the ratio of the share's variance
 * clustered by prompt to that of independent labels; the prompts, where all labels say the same.
 */
function effective(own: readonly Clash[], winner: number, share: number): number {
  const off = new Map<number, number>();
  for (const { won, prompt } of own) off.set(prompt, (off.get(prompt) ?? 0) + (won === winner ? 1 : 0) - share);
  const clusters = off.size;
  if (clusters < 2 || share === 1) return clusters;
  const square = [...off.values()].reduce((sum, x) => sum + x * x, 0) * (clusters / (clusters - 1));
  const ratio = square / (own.length * share * (1 - share));
  return own.length / Math.max(1, ratio);
}

/** (chosen - neglected) / (chosen + neglected) of a value, with an interval that is clustered by prompt; null where it never speaks. */
export function netOf(labels: readonly ValueLabel[], column: Votes): Estimate | null {
  const prompts = new Map<number, { sum: number; n: number }>();
  let [sum, n] = [0, 0];
  for (const { at, side, prompt } of labels) {
    const vote = column[at]!;
    if (vote === 0) continue;
    const own = prompts.get(prompt) ?? { sum: 0, n: 0 };
    own.sum += vote * side;
    own.n++;
    prompts.set(prompt, own);
    sum += vote * side;
    n++;
  }
  if (n === 0) return null;
  const net = sum / n;
  const clusters = prompts.size;
  if (Math.abs(net) === 1) return { ...unanimous(net, clusters), n };
  let square = 0;
  for (const one of prompts.values()) square += (one.sum - net * one.n) ** 2;
  const half = clusters < 2 ? 1 : (z * Math.sqrt((square * clusters) / (clusters - 1))) / n;
  return { value: net, low: Math.max(-1, net - half), high: Math.min(1, net + half), n };
}
