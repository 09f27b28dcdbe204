import type { Estimate } from '../figures.ts';

/** A principle whose accuracy in a group is not what it is in the rest of the file. */
export interface PrincipleDifference {
  readonly id: string;
  /** A few words: "is longer". */
  readonly short: string;
  /** Its accuracy on labels of the group, and on those of the others. */
  readonly here: Estimate;
  readonly elsewhere: Estimate;
  /** Chance of so large a difference where there is none, with control of the false discovery rate over all that was tested. */
  readonly q: number;
}

/** A group of annotators with like preferences. */
export interface PopulationFigures {
  /** "population 1" is the largest. */
  readonly name: string;
  /** Share of all people, by their memberships. */
  readonly share: number;
  /** People who more likely belong here than anywhere else, and their decisive votes. */
  readonly people: number;
  readonly votes: number;
  /** How often a head fitted to all alike says what its people voted, on votes that it did not see. */
  readonly single: Estimate;
  /** The same of the mixture, each person's memberships from their votes on other prompts. */
  readonly own: Estimate;
  /** Cosine between its head and the first population's: 1 the same preferences, -1 the contrary. */
  readonly likeFirst: number;
  /** True where it wants the contrary of the first: its people may have exchanged the sides. */
  readonly inverted: boolean;
  /** Style features that its head weighs most unlike the others' heads, in logits for a typical difference. */
  readonly features: readonly { readonly name: string; readonly weight: number; readonly elsewhere: number }[];
  readonly principles: readonly PrincipleDifference[];
}

/** What was gained by one more population on votes that were held out. */
export interface PopulationStep {
  readonly count: number;
  /** Log-likelihood gained over one fewer (nats, all held-out votes), and its standard error over people. */
  readonly gain: number;
  readonly error: number;
}

/** Where a person stands. */
export interface Placed {
  readonly name: string;
  readonly votes: number;
  /** Probability of each population, in their order, and of voting by chance last; they sum to 1. */
  readonly memberships: readonly number[];
}

/** Populations of annotators, or why nothing can be said of them. */
export type PopulationsFigures =
  | { readonly known: false; readonly why: string }
  | {
      readonly known: true;
      /** Largest first; one where there is nothing to find. */
      readonly populations: readonly PopulationFigures[];
      /** Share of people who vote by chance. */
      readonly chance: number;
      /** Gains of two populations over one, of three over two, until nothing was gained. */
      readonly steps: readonly PopulationStep[];
      /** Accuracy over all held-out votes, of one head for all and of the mixture. */
      readonly single: Estimate;
      readonly own: Estimate;
      /** Annotators who took part in the fit, and their votes. */
      readonly people: number;
      readonly votes: number;
      /** All annotators, most votes first; those with few votes are placed by what there is. */
      readonly placed: readonly Placed[];
    };

/** Worst-off population's accuracy, of one head for all and of the mixture (MaxMin-RLHF, 2402.08925). */
export function worstOff(populations: readonly PopulationFigures[]): { readonly single: number; readonly own: number } {
  return {
    single: Math.min(...populations.map(({ single }) => single.value)),
    own: Math.min(...populations.map(({ own }) => own.value)),
  };
}
