import type { AnnotatorVote } from '../annotators/annotatorVotes.ts';
import { Random } from '../random.ts';

/** Decisive votes, those of one person together. */
export interface Ballots {
  /** Person p cast votes from[p] to from[p + 1]. */
  readonly from: Int32Array;
  readonly unit: Int32Array;
  /** +1: the first of the pair; -1: the second. */
  readonly side: Int8Array;
}

/** Votes that prefer a response, by annotator in the order of their numbers. */
export function ballotsOf(votes: readonly AnnotatorVote[], people: number): Ballots {
  const own = Array.from({ length: people }, (): AnnotatorVote[] => []);
  for (const vote of votes) if (vote.side === 1 || vote.side === -1) own[vote.annotator]!.push(vote);
  return packed(own.map(mine => mine.map(({ unit, side }) => [unit, side as 1 | -1] as const)));
}

/** The votes on units that `keep` holds for. */
export function ballotsWhere({ from, unit, side }: Ballots, keep: (unit: number) => boolean): Ballots {
  return packed(
    Array.from({ length: from.length - 1 }, (_, person) => {
      const mine: (readonly [number, number])[] = [];
      for (let v = from[person]!; v < from[person + 1]!; v++) {
        if (keep(unit[v]!)) mine.push([unit[v]!, side[v]!]);
      }
      return mine;
    }),
  );
}

/** The votes of some people, at most `most` of each, drawn at random. */
export function ballotsFrom(
  { from, unit, side }: Ballots,
  people: readonly number[],
  most: number,
  seed: number,
): Ballots {
  const random = new Random(seed);
  return packed(
    people.map(person => {
      const places = Array.from({ length: from[person + 1]! - from[person]! }, (_, k) => from[person]! + k);
      const drawn = places.length <= most ? places : random.shuffle(places).slice(0, most);
      return drawn.map(v => [unit[v]!, side[v]!] as const);
    }),
  );
}

function packed(own: readonly (readonly (readonly [unit: number, side: number])[])[]): Ballots {
  const from = new Int32Array(own.length + 1);
  for (const [person, mine] of own.entries()) from[person + 1] = from[person]! + mine.length;
  const all = own.flat();
  return { from, unit: Int32Array.from(all, ([u]) => u), side: Int8Array.from(all, ([, s]) => s) };
}
