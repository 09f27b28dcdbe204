import { equalContent } from '../degree/equalContent.ts';
import { factorInfluences } from '../degree/factorInfluence.ts';
import { factorSigns } from '../degree/factorSigns.ts';
import { type NextVote, nextVote, tally } from '../degree/nextVote.ts';
import type { Estimate } from '../figures.ts';
import type { Pace } from '../pace.ts';
import type { Prepared } from '../prepared.ts';
import type { Vote } from '../votes/dawidSkene.ts';
import type { AnnotatorVotes } from './annotatorVotes.ts';
import type { DegreeFigures, VoteProfile, VoteProfiles } from './voteProfiles.ts';

/** What profiles are made of. */
export interface ProfileParts {
  readonly from: AnnotatorVotes;
  /** Votes that prefer a response. */
  readonly decisive: readonly Vote[];
  /** Per unit, the ensemble's margin of the first of the pair over the second; NaN without one. */
  readonly margins: ArrayLike<number>;
  readonly spread: NextVote | null;
  /** Per annotator, the probability of each population and of chance last; empty where there are no two populations. */
  readonly memberships: readonly (readonly number[])[];
  readonly prepared: Pick<Prepared, 'items' | 'style'>;
}

const leastVotes = 20;
const mostAnnotators = 200;
const z = 1.959964;
const slightFrom = 0.5;
const clearFrom = 0.65;
const strongFrom = 0.85;

/** Factors and preference degree of all votes, of each annotator's and of each population's. */
export async function profileVotes(parts: ProfileParts, pace: Pace): Promise<VoteProfiles> {
  const { from, decisive, memberships, prepared } = parts;
  const { items, style } = prepared;
  const pairs = Array.from({ length: from.units }, (): readonly [number, number] => [0, 0]);
  for (const [row, unit] of from.unitOf.entries()) {
    const [a, b] = [items.a[row]!, items.b[row]!];
    pairs[unit] = from.turn[row]! > 0 ? [a, b] : [b, a];
  }
  const signs = factorSigns(style, pairs);
  const degrees = degreesOf(parts);
  const profile = async (
    group: string | null,
    votes: readonly number[],
    weightOf?: (vote: Vote) => number,
  ): Promise<VoteProfile | null> => {
    await pace.step();
    const weight = Float64Array.from(votes, v => weightOf?.(decisive[v]!) ?? 1);
    const n = weight.reduce((sum, w) => sum + w, 0);
    if (n < leastVotes) return null;
    const at = votes.map(v => decisive[v]!.comparison);
    const side = votes.map(v => decisive[v]!.side);
    const factors = factorInfluences({ at, side, weight }, signs, from.promptOf);
    const degree =
      degrees === null
        ? null
        : degreeFigures(
            votes.map(v => degrees[v]!),
            weight,
            at.map(unit => from.promptOf[unit]!),
          );
    return { group, n, degree, factors };
  };
  const own = from.names.map((): number[] => []);
  for (const [v, { annotator }] of decisive.entries()) own[annotator]!.push(v);
  const order = [...own.keys()].filter(person => own[person]!.length >= leastVotes);
  order.sort((x, y) => own[y]!.length - own[x]!.length || (from.names[x]! < from.names[y]! ? -1 : 1));
  const annotators: VoteProfile[] = [];
  for (const person of order.slice(0, mostAnnotators)) {
    annotators.push((await profile(from.names[person]!, own[person]!))!);
  }
  const every = [...decisive.keys()];
  const populations: VoteProfile[] = [];
  const count = (memberships[0]?.length ?? 0) - 1;
  for (let k = 0; count > 1 && k < count; k++) {
    const one = await profile(`population ${k + 1}`, every, ({ annotator }) => memberships[annotator]![k]!);
    if (one !== null) populations.push(one);
  }
  const equal = new Map<number, boolean>();
  const alike: number[] = [];
  for (const [v, { comparison }] of decisive.entries()) {
    if (!equal.has(comparison)) {
      await pace.step();
      const [first, second] = pairs[comparison]!;
      equal.set(comparison, equalContent(items.texts[first]!, items.texts[second]!));
    }
    if (equal.get(comparison)) alike.push(v);
  }
  return {
    all: await profile(null, every),
    equalContent: await profile(null, alike),
    annotators,
    populations,
    spread: parts.spread,
    leftOut: from.names.length - annotators.length,
  };
}

/** Per vote, the chance that one more annotator would vote alike, by all votes but this one. */
function degreesOf({ decisive, margins, spread }: ProfileParts): Float64Array | null {
  if (spread === null) return null;
  const [first, second] = tally(decisive, margins.length);
  return Float64Array.from(decisive, ({ comparison, side }) => {
    const [ofFirst, ofSecond] = [first[comparison]!, second[comparison]!];
    return side > 0
      ? nextVote(spread, margins[comparison]!, ofFirst - 1, ofSecond)
      : 1 - nextVote(spread, margins[comparison]!, ofFirst, ofSecond - 1);
  });
}

function degreeFigures(values: readonly number[], weight: Float64Array, prompts: readonly number[]): DegreeFigures {
  const n = weight.reduce((sum, w) => sum + w, 0);
  const share = (from: number, to: number): number =>
    values.reduce((sum, value, v) => sum + (value >= from && value < to ? weight[v]! : 0), 0) / n;
  return {
    mean: clusteredMean(values, weight, prompts, n),
    against: share(0, slightFrom),
    slight: share(slightFrom, clearFrom),
    clear: share(clearFrom, strongFrom),
    strong: share(strongFrom, 2),
  };
}

/** Ratio estimate over prompts. */
function clusteredMean(
  values: readonly number[],
  weight: Float64Array,
  prompts: readonly number[],
  n: number,
): Estimate {
  const mean = values.reduce((sum, value, v) => sum + weight[v]! * value, 0) / n;
  const off = new Map<number, number>();
  for (const [v, value] of values.entries()) {
    off.set(prompts[v]!, (off.get(prompts[v]!) ?? 0) + weight[v]! * (value - mean));
  }
  const square = [...off.values()].reduce((sum, x) => sum + x * x, 0);
  const half = off.size < 2 ? 1 : (z * Math.sqrt((square * off.size) / (off.size - 1))) / n;
  return { value: mean, low: Math.max(0, mean - half), high: Math.min(1, mean + half), n };
}
