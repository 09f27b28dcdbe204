import { sigmoid } from '../numbers.ts';
import type { Random } from '../random.ts';
import type { Ballots } from './ballots.ts';
import { eigen } from './eigen.ts';
import { scoresOf } from './mixture.ts';
import type { UnitDesign } from './unitDesign.ts';

/** Rounds of k-means on the people's pulls. */
const rounds = 15;

/**
 * How each person's votes pull at a head that is common to all: sum of (vote - p) z over their votes, divided by the root of
 * their number, in the directions in which people differ most. People x directions, row by row.
 */
export function pullsOf(design: UnitDesign, ballots: Ballots, head: Float64Array, directions: number): Float64Array {
  const { width, z } = design;
  const people = ballots.from.length - 1;
  const scores = scoresOf(design, head);
  const pulls = new Float64Array(people * width);
  for (let person = 0; person < people; person++) {
    const [start, end] = [ballots.from[person]!, ballots.from[person + 1]!];
    for (let v = start; v < end; v++) {
      const unit = ballots.unit[v]!;
      const pull = (ballots.side[v]! * sigmoid(-ballots.side[v]! * scores[unit]!)) / Math.sqrt(end - start);
      for (let c = 0; c < width; c++) pulls[person * width + c]! += pull * z[unit * width + c]!;
    }
  }
  const gram = new Float64Array(width * width);
  for (let at = 0; at < pulls.length; at += width) {
    for (let c = 0; c < width; c++) {
      for (let d = 0; d < width; d++) gram[c * width + d]! += pulls[at + c]! * pulls[at + d]!;
    }
  }
  const { vectors } = eigen(gram, width);
  const kept = Math.min(directions, width);
  const out = new Float64Array(people * kept);
  for (let person = 0; person < people; person++) {
    for (let k = 0; k < kept; k++) {
      let sum = 0;
      for (let c = 0; c < width; c++) sum += pulls[person * width + c]! * vectors[c * width + k]!;
      out[person * kept + k] = sum;
    }
  }
  return out;
}

/** A first guess of everybody's population: k-means on pulls from drawn centres (Arthur and Vassilvitskii 2007). */
export function guess(pulls: Float64Array, people: number, count: number, random: Random): Int32Array {
  const width = pulls.length / people;
  const distance = (person: number, centre: Float64Array): number => {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += (pulls[person * width + k]! - centre[k]!) ** 2;
    return sum;
  };
  const at = (person: number): Float64Array => pulls.slice(person * width, (person + 1) * width);
  const centres = [at(random.below(people))];
  while (centres.length < count) {
    const far = Float64Array.from({ length: people }, (_, p) => Math.min(...centres.map(c => distance(p, c))));
    let left = random.next() * far.reduce((sum, d) => sum + d, 0);
    let chosen = 0;
    while (chosen < people - 1 && left >= far[chosen]!) left -= far[chosen++]!;
    centres.push(at(chosen));
  }
  const of = new Int32Array(people);
  for (let round = 0; round < rounds; round++) {
    const sums = centres.map(() => new Float64Array(width));
    const counts = new Float64Array(count);
    for (let person = 0; person < people; person++) {
      const distances = centres.map(centre => distance(person, centre));
      of[person] = distances.indexOf(Math.min(...distances));
      counts[of[person]!]!++;
      for (let k = 0; k < width; k++) sums[of[person]!]![k]! += pulls[person * width + k]!;
    }
    for (const [k, sum] of sums.entries()) {
      if (counts[k]! > 0) centres[k] = sum.map(value => value / counts[k]!);
    }
  }
  return of;
}

/** People dealt to populations by chance: a start that k-means can't lead astray. */
export function dealt(people: number, count: number, random: Random): Int32Array {
  return Int32Array.from({ length: people }, () => random.below(count));
}
