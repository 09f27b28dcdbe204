import type { Pace } from '../pace.ts';
import { Random } from '../random.ts';
import type { Ballots } from './ballots.ts';
import { type FitOptions, type Fitted, fitMixture, startFrom } from './fitMixture.ts';
import { dealt, guess, pullsOf } from './starts.ts';
import type { UnitDesign } from './unitDesign.ts';

/** How to look for the best mixture. */
export interface BestFitOptions extends FitOptions {
  readonly seed: number;
  /** Starts by k-means on pulls, and by chance. */
  readonly guessed: number;
  readonly drawn: number;
}

/** Rounds after which the starts are compared; only the best goes on. */
const first = 8;

/** The mixture of `count` populations of the greatest likelihood over several starts. */
export async function bestFit(
  design: UnitDesign,
  ballots: Ballots,
  count: number,
  options: BestFitOptions,
  pace: Pace,
): Promise<Fitted> {
  const people = ballots.from.length - 1;
  const together = startFrom(new Int32Array(people), 1);
  if (count === 1) return fitMixture(design, ballots, together, 1, options, pace);
  const alone = await fitMixture(design, ballots, together, 1, { ...options, rounds: first }, pace);
  const random = new Random(options.seed);
  const pulls = pullsOf(design, ballots, alone.mixture.heads[0]!, count);
  let best: Fitted | null = null;
  for (let start = 0; start < options.guessed + options.drawn; start++) {
    const of = start < options.guessed ? guess(pulls, people, count, random) : dealt(people, count, random);
    const fitted = await fitMixture(design, ballots, startFrom(of, count), count, { ...options, rounds: first }, pace);
    if (best === null || fitted.value > best.value) best = fitted;
  }
  return fitMixture(design, ballots, best!.r, count, options, pace);
}
