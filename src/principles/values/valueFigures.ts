import type { Estimate } from '../../reward/figures.ts';

/** What labels make of one value. */
export interface ValueStanding {
  readonly id: string;
  readonly name: string;
  /** Who says which response serves it: a fixed test of form and wording, or a language model. */
  readonly votedBy: 'cues' | 'model';
  /** Labels on which it speaks for a response. */
  readonly n: number;
  /** (chosen - neglected) / (chosen + neglected), -1 to 1 (DailyDilemmas, 2410.02683); interval (95 %) clustered by prompt. */
  readonly net: Estimate;
  /**
   * Strength over the values that it conflicted with: log-odds of being served by the label, relative to the mean of all (Bradley and
   * Terry); 95 % interval by a bootstrap over prompts. Null where it has met no other in ten conflicts.
   */
  readonly strength: { readonly u: number; readonly low: number; readonly high: number } | null;
  /** Labels on which it conflicted with any other value. */
  readonly conflicts: number;
  /** Cohen's kappa of a language model's votes with its cues, where both speak; null without both. */
  readonly cueKappa: number | null;
}

/** Two values that spoke for different responses. */
export interface ValueConflict {
  /** Ids; `winner` is the one that labels favour. */
  readonly winner: string;
  readonly loser: string;
  /** Share of the labels for the winner; its interval counts labels of one prompt as far as they differ. `n` conflicts. */
  readonly share: Estimate;
  /** Chance of so uneven a share where labels favour neither, with the false discovery rate controlled over all pairs. */
  readonly q: number;
}

/** What labels of one group make of values. */
export interface ValueFigures {
  /** Value of the column; null for all labels together. */
  readonly group: string | null;
  readonly labels: number;
  /** Strongest first; those without a strength by their net. */
  readonly values: readonly ValueStanding[];
  /** Pairs with ten conflicts or more, most conflicts first. */
  readonly conflicts: readonly ValueConflict[];
}

/** The values behind labels. */
export interface ValuesResult {
  readonly by: string | null;
  readonly groups: readonly ValueFigures[];
  /** Names of values that nobody votes on: they need a language model. */
  readonly silent: readonly string[];
  /** Pairs of values whose votes are nearly the same (agreement above 95 % where both speak): one counts for the other. */
  readonly alike: readonly (readonly [string, string])[];
  /** Pairs whose votes are nearly always contrary: their conflict is one of definition. */
  readonly contrary: readonly (readonly [string, string])[];
  /** Groups with too few labels. */
  readonly small: number;
}
