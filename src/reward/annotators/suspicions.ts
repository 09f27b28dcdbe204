import { quantile } from '../numbers.ts';
import type { AnnotatorQuality } from './annotatorQuality.ts';
import type { AnnotatorVotes } from './annotatorVotes.ts';
import type { AnnotatorConsensus } from './consensusOf.ts';

/** Why an annotator's votes should be looked at. */
export interface Suspicion {
  readonly name: string;
  readonly kind: 'contrary' | 'random' | 'constant side' | 'copying' | 'hasty';
  /** With the figures behind it. */
  readonly why: string;
}

/** Fewest decisive votes to judge somebody by. */
const fewest = 20;
const constantShare = 0.95;
/** A pace below this share of the median annotator's. */
const hastyShare = 0.25;
/** Pairs of annotators without which it can't be said what is usual. */
const fewestPairs = 3;
/** Chance of as many shared deviations, over all pairs of annotators together. */
const level = 0.01;

/**
 * Annotators who vote as if by chance, against everybody, for one position, as another does where both are wrong, or much
 * faster than the rest. Reasons to look, not proofs: somebody with rare values looks contrary, too.
 */
export function suspicions(
  from: AnnotatorVotes,
  consensus: AnnotatorConsensus,
  qualities: readonly AnnotatorQuality[],
): Suspicion[] {
  const paces = qualities.flatMap(({ pace }) => (pace === null ? [] : [pace])).sort((x, y) => x - y);
  const usual = paces.length < 3 ? null : paces[Math.floor(paces.length / 2)]!;
  const found: Suspicion[] = [];
  for (const { name, decisive, accuracy, first, pace } of qualities) {
    if (decisive < fewest || accuracy === null) continue;
    const right = `${percent(accuracy.value)} of ${decisive} votes right (${percent(accuracy.low)} to ${percent(accuracy.high)})`;
    if (accuracy.high < 0.5) found.push({ name, kind: 'contrary', why: `${right}: sides may be exchanged` });
    else if (accuracy.low < 0.5) found.push({ name, kind: 'random', why: `${right}: not to be told from chance` });
    if (first !== null && first.n >= fewest && Math.abs(first.value - 0.5) >= constantShare - 0.5) {
      const side = first.value > 0.5 ? 'first' : 'second';
      const share = percent(Math.max(first.value, 1 - first.value));
      found.push({ name, kind: 'constant side', why: `${share} of ${first.n} votes for the ${side} response` });
    }
    if (usual !== null && pace !== null && pace < hastyShare * usual) {
      found.push({
        name,
        kind: 'hasty',
        why: `${pace.toFixed(0)} s a vote, the median annotator ${usual.toFixed(0)} s`,
      });
    }
  }
  return [...found, ...copies(from, consensus)];
}

/**
 * Pairs who deviate from the consensus on the same comparisons more often than their rates of deviation allow (Poisson,
 * with a bound for the number of pairs). The consensus is of the others alone, and of those only where it is clear. Where
 * comparisons are hard everybody deviates on the same ones: what the median pair shares is nobody's copy.
 */
function copies({ names }: AnnotatorVotes, { decisive, q, s, t }: AnnotatorConsensus): Suspicion[] {
  const on = new Map<number, { annotator: number; side: 1 | -1 }[]>();
  for (const { comparison, annotator, side } of decisive) {
    const here = on.get(comparison) ?? [];
    on.set(comparison, here);
    here.push({ annotator, side });
  }
  const told = (annotator: number, side: 1 | -1): number =>
    side > 0 ? Math.log(s[annotator]! / (1 - t[annotator]!)) : Math.log((1 - s[annotator]!) / t[annotator]!);
  const pairs = new Map<number, { n: number; both: number; one: number; other: number }>();
  for (const [unit, here] of on) {
    if (here.length < 3) continue;
    const p = Math.min(Math.max(q[unit]!, 1e-12), 1 - 1e-12);
    const all = Math.log(p / (1 - p));
    for (const [k, one] of here.entries()) {
      for (const other of here.slice(k + 1)) {
        if (one.annotator === other.annotator) continue;
        const rest = all - told(one.annotator, one.side) - told(other.annotator, other.side);
        if (Math.abs(rest) < Math.log(4)) continue;
        const [low, high] = one.annotator < other.annotator ? [one, other] : [other, one];
        const key = low.annotator * names.length + high.annotator;
        const tally = pairs.get(key) ?? { n: 0, both: 0, one: 0, other: 0 };
        pairs.set(key, tally);
        const [lowWrong, highWrong] = [low.side * rest < 0, high.side * rest < 0];
        tally.n++;
        if (lowWrong) tally.one++;
        if (highWrong) tally.other++;
        if (lowWrong && highWrong) tally.both++;
      }
    }
  }
  const tested = [...pairs].filter(([, { n, one, other }]) => n >= fewest && one > 0 && other > 0);
  if (tested.length < fewestPairs) return [];
  const ratios = tested.map(([, { n, both, one, other }]) => (both * n) / (one * other)).sort((x, y) => x - y);
  const usual = Math.max(1, quantile(ratios, 0.5));
  return tested.flatMap(([key, { n, both, one, other }]) => {
    const expected = (usual * one * other) / n;
    if (both < 3 || poissonTail(both, expected) > level / tested.length) return [];
    const [first, second] = [names[Math.floor(key / names.length)]!, names[key % names.length]!];
    const why = `deviates from the others on the same ${both} of ${n} comparisons as ${second}, where ${expected.toFixed(1)} are to be expected`;
    return [{ name: first, kind: 'copying' as const, why }];
  });
}

/** P(X >= least) for a Poisson variable. */
function poissonTail(least: number, mean: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let k = 0; k < least; k++) {
    below += term;
    term *= mean / (k + 1);
  }
  return Math.max(0, 1 - below);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
