import type { Votes } from '../principle.ts';
import type { Decides } from '../principlesResult.ts';

/** Rules in order, and how they decide together. */
export interface Constitution {
  readonly decides: Decides;
  /** Places of the principles in the bank of votes. */
  readonly rules: readonly number[];
  /** One per rule; 1 unless `weighted`. */
  readonly weights: readonly number[];
  /** Gain in reconstruction (share) on the rows that it was selected on, when the rule joined. */
  readonly gains: readonly number[];
}

/** What the constitution says of a row: 1 for a, -1 for b, 0 where it cannot decide. */
export function decide({ decides, rules, weights }: Constitution, columns: readonly Votes[], row: number): -1 | 0 | 1 {
  let sum = 0;
  for (let place = 0; place < rules.length; place++) {
    const vote = columns[rules[place]!]![row]!;
    sum += weights[place]! * vote;
    if (decides === 'ranked' && vote !== 0) break;
  }
  return Math.abs(sum) < 1e-9 ? 0 : sum > 0 ? 1 : -1;
}
