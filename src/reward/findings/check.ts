import type { Comparison } from '../../dataset/comparison.ts';
import type { EnsembleResult } from '../ensembleResult.ts';
import type { Finding, FindingKind } from '../finding.ts';
import type { Pace } from '../pace.ts';
import type { PopulationViews } from '../populations/populationViews.ts';

/** How a file is written as a whole: what a part of it is judged by. */
export interface FileHabits {
  /** More than half of the comparisons have a prompt. */
  readonly prompts: boolean;
  /** So many responses end without punctuation that it means nothing. */
  readonly openEnds: boolean;
}

/** What the user may set. */
export interface FindingOptions {
  /** Prompts of an evaluation set or another split, for `leak`. */
  readonly evaluationPrompts?: readonly string[];
  /** Tokens that the trainer keeps of prompt and response together (TRL's default: 1024). */
  readonly maxTokens?: number;
  /** What is known of the whole file, where the comparisons are a part of it. */
  readonly habits?: FileHabits;
  /** What populations of annotators would say, where there are several. */
  readonly views?: PopulationViews;
  readonly signal?: AbortSignal;
}

/** What a check is given. */
export interface CheckContext {
  readonly comparisons: readonly Comparison[];
  readonly ensemble: EnsembleResult;
  readonly options: FindingOptions;
  readonly pace: Pace;
}

/** Reports a finding about the comparison at `index`. */
export type Report = (index: number, finding: Finding) => void;

/** One kind of finding (or two that exclude each other). */
export interface Check {
  readonly kinds: readonly FindingKind[];
  run(context: CheckContext, report: Report): Promise<void>;
}

/** A share as whole percent. */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** A number with at most two decimals. */
export function short(value: number): number {
  return Math.round(value * 100) / 100;
}
