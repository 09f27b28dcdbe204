import type { Comparison } from '../../dataset/comparison.ts';
import { sigmoid } from '../numbers.ts';
import { Random } from '../random.ts';
import { cellsOf } from '../strength/cells.ts';
import { componentsOf } from '../strength/components.ts';
import { type Fit, fitStrengths } from '../strength/fitStrengths.ts';
import { type Meetings, meetingsOf } from '../strength/meetings.ts';
import { normalQuantile } from '../strength/normal.ts';
import { links } from '../strength/tieLinks.ts';
import { CyclicShare, countedLogOdds } from './cyclicShare.ts';
import { maximalLottery } from './maximalLottery.ts';
import { type SkewGain, skewGain } from './skewGain.ts';
import { countCircles, type Edge, edgesOf, isCircle, type Triads, triadsOf } from './triads.ts';

/** Three ids of which each beats the next: how often, and the weight of votes for the next. */
export interface Circle {
  readonly ids: readonly [string, string, string];
  readonly wins: readonly [number, number, number];
  readonly losses: readonly [number, number, number];
}

/** Whether preferences go in circles. */
export interface IntransitivityFigures {
  /** `yes`: held-out votes are predicted better with circles, beyond chance. */
  readonly verdict: 'yes' | 'not seen' | 'cannot tell';
  readonly why: string;
  /** Held-out gain by rank; empty where there is too little. */
  readonly gains: readonly SkewGain[];
  /** Triads that have a winner on each of their pairs, and circles among them; null where there are none. */
  readonly triads: {
    readonly decided: number;
    readonly circles: number;
    /** 1 minus the share of circles; coin flips give 0.75. */
    readonly transitivity: number;
    /** Circles that a Bradley-Terry model would give with as many votes a pair: mean, and the chance of no fewer than were seen. */
    readonly expected: number;
    readonly pValue: number;
    readonly sampled: boolean;
  } | null;
  /** Share of the pairs' log-odds that no order explains, and what the noise of votes gives under Bradley-Terry. */
  readonly cyclicShare: { readonly value: number; readonly expected: number } | null;
  /** Kendall and Babington Smith's coefficient of consistence; null unless every pair of ids has a winner. */
  readonly zeta: number | null;
  /** Circles whose weakest link is strongest. */
  readonly circles: readonly Circle[];
  /** Maximal lottery over the ids of the largest component, weights above 0; null where there are too many. */
  readonly lottery: readonly { readonly id: string; readonly weight: number }[] | null;
}

const draws = 200;
const shownCircles = 10;
const lotteryIds = 100;
/** Fits of planes in folds would take too long beyond. */
const gainIds = 300;
const leastMeetings = 50;

/**
 * Looks for circles in who beats whom. Circles appear by chance alone, so that their number is set beside what Bradley-Terry
 * gives with as many votes, and "yes" is said only where a model with circles predicts held-out votes better.
 *
 * @param of - see `meetingsOf`
 * @param tests - groups that circles are looked for in: "yes" has to be beyond chance in all of them together (Bonferroni)
 */
export function intransitivityOf(
  comparisons: readonly Comparison[],
  of: string,
  seed = 0,
  tests = 1,
): IntransitivityFigures {
  const met = meetingsOf(comparisons, of);
  const { ids, meetings } = met;
  const { component } = componentsOf(ids.length, meetings);
  const edges = edgesOf(cellsOf(meetings));
  const triads = triadsOf(edges, seed);
  const fit = fitStrengths(cellsOf(meetings.map(m => ({ ...m, positioned: false }))), component, {
    link: links.davidson,
    ties: meetings.some(({ outcome }) => outcome === 0),
    side: false,
  });
  const seen = triads.places.length === 0 ? null : againstChance(triads, component, fit, seed);
  const gains =
    ids.length < 3 || ids.length > gainIds || meetings.length < leastMeetings || triads.places.length === 0
      ? []
      : (ids.length >= 8 ? [2, 4] : [2]).map(rank => skewGain(met, rank, seed));
  return {
    ...verdictOf(met, triads, gains, seen?.triads ?? null, tests),
    gains,
    triads: seen?.triads ?? null,
    cyclicShare: seen?.cyclicShare ?? null,
    zeta: zetaOf(edges, ids.length, seen?.triads ?? null),
    circles: strongestCircles(triads, ids),
    lottery: lotteryOf(edges, component, fit, ids),
  };
}

function verdictOf(
  { ids, meetings }: Meetings,
  triads: Triads,
  gains: readonly SkewGain[],
  seen: IntransitivityFigures['triads'],
  tests: number,
): Pick<IntransitivityFigures, 'verdict' | 'why'> {
  const first = gains[0];
  if (first === undefined) {
    const why =
      triads.places.length === 0
        ? 'no three ids have all met one another'
        : ids.length > gainIds
          ? `${ids.length} ids are too many for a model with circles; their circles are counted`
          : `${meetings.length} votes are too few: ${leastMeetings} are needed`;
    return { verdict: 'cannot tell', why };
  }
  // Of two ranks the better one is taken, so that both have to be beyond chance together (Bonferroni).
  const wide = normalQuantile(1 - 0.025 / (gains.length * tests)) / 1.959964;
  const best = gains.reduce((x, y) => (y.gain.value > x.gain.value ? y : x));
  const low = best.gain.value - wide * (best.gain.value - best.gain.low);
  if (low > 0) {
    return {
      verdict: 'yes',
      why: 'a model that allows circles predicts held-out votes better than any order; groups of annotators with orders of their own can give this too',
    };
  }
  const circles =
    seen !== null && seen.pValue < 0.01 ? '; there are more circles than by chance, too few votes hold them' : '';
  return {
    verdict: 'not seen',
    why: `a model that allows circles predicts held-out votes no better than an order${circles}`,
  };
}

function againstChance(triads: Triads, component: Int32Array, fit: Fit, seed: number) {
  const { edges } = triads;
  const share = new CyclicShare(edges, component);
  const observed = countCircles(triads, edges.map(signOf));
  if (observed.decided === 0) return null;
  const value = share.of(edges.map(({ wins, ties, losses }) => countedLogOdds(wins, ties, losses)));
  const random = new Random(seed);
  const out = new Float64Array(9);
  const chances = edges.map(({ i, j }) => {
    links.davidson.at(fit.u[i]! - fit.u[j]!, fit.tie, out);
    return [out[0]!, out[0]! + out[1]!] as const;
  });
  const sign = new Int8Array(edges.length);
  const odds = new Float64Array(edges.length);
  let circles = 0;
  let noFewer = 0;
  let expectedShare = 0;
  for (let draw = 0; draw < draws; draw++) {
    for (const [at, edge] of edges.entries()) {
      const n = Math.max(1, Math.round(edge.wins + edge.ties + edge.losses));
      let wins = 0;
      let ties = 0;
      for (let vote = 0; vote < n; vote++) {
        const x = random.next();
        if (x < chances[at]![0]) wins++;
        else if (x < chances[at]![1]) ties++;
      }
      const losses = n - wins - ties;
      sign[at] = Math.sign(wins - losses);
      odds[at] = countedLogOdds(wins, ties, losses);
    }
    const by = countCircles(triads, sign);
    const rate = by.decided === 0 ? 0 : by.circles / by.decided;
    circles += rate / draws;
    expectedShare += share.of(odds) / draws;
    if (rate >= observed.circles / observed.decided) noFewer++;
  }
  return {
    triads: {
      ...observed,
      transitivity: 1 - observed.circles / observed.decided,
      expected: circles * observed.decided,
      pValue: (1 + noFewer) / (1 + draws),
      sampled: triads.sampled,
    },
    cyclicShare: { value, expected: expectedShare },
  };
}

function signOf({ wins, losses }: Edge): number {
  return Math.sign(wins - losses);
}

function zetaOf(edges: readonly Edge[], n: number, triads: IntransitivityFigures['triads']): number | null {
  if (triads === null || triads.sampled || n < 3) return null;
  if (edges.length !== (n * (n - 1)) / 2 || edges.some(edge => signOf(edge) === 0)) return null;
  return 1 - (24 * triads.circles) / (n % 2 === 1 ? n ** 3 - n : n ** 3 - 4 * n);
}

function strongestCircles({ edges, places }: Triads, ids: readonly string[]): Circle[] {
  const found: { readonly circle: Circle; readonly weakest: number }[] = [];
  for (let t = 0; t < places.length; t += 3) {
    const [ij, jk, ik] = [edges[places[t]!]!, edges[places[t + 1]!]!, edges[places[t + 2]!]!];
    const way = signOf(ij);
    if (way === 0 || !isCircle(way, signOf(jk), signOf(ik))) continue;
    const [i, j, k] = [ids[ij.i]!, ids[ij.j]!, ids[jk.j]!];
    const weakest = Math.min(...[ij, jk, ik].map(e => Math.abs(countedLogOdds(e.wins, e.ties, e.losses))));
    const circle: Circle =
      way > 0
        ? { ids: [i, j, k], wins: [ij.wins, jk.wins, ik.losses], losses: [ij.losses, jk.losses, ik.wins] }
        : { ids: [k, j, i], wins: [jk.losses, ij.losses, ik.wins], losses: [jk.wins, ij.wins, ik.losses] };
    found.push({ circle, weakest });
  }
  return found
    .sort((x, y) => y.weakest - x.weakest)
    .slice(0, shownCircles)
    .map(({ circle }) => circle);
}

/** Pairs that never met are taken as Bradley-Terry says. */
function lotteryOf(
  edges: readonly Edge[],
  component: Int32Array,
  { u }: Fit,
  ids: readonly string[],
): IntransitivityFigures['lottery'] {
  const members = ids.flatMap((_, id) => (component[id] === 0 ? [id] : []));
  const size = members.length;
  if (size < 2 || size > lotteryIds) return null;
  const local = new Map(members.map((id, at) => [id, at]));
  const wins = Float64Array.from({ length: size * size }, (_, at) =>
    sigmoid(u[members[Math.floor(at / size)]!]! - u[members[at % size]!]!),
  );
  for (const edge of edges) {
    const [x, y] = [local.get(edge.i), local.get(edge.j)];
    if (x === undefined || y === undefined) continue;
    const p = sigmoid(countedLogOdds(edge.wins, edge.ties, edge.losses));
    wins[x * size + y] = p;
    wins[y * size + x] = 1 - p;
  }
  return [...maximalLottery(wins, size)]
    .map((weight, at) => ({ id: ids[members[at]!]!, weight }))
    .filter(({ weight }) => weight > 1e-9)
    .sort((x, y) => y.weight - x.weight);
}
