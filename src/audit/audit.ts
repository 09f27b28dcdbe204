import type { Label } from '../dataset/comparison.ts';
import type { PrincipleFigures, PrinciplesResult } from '../principles/principlesResult.ts';
import type { ExplainRecipe } from '../reward/explain/headRecipe.ts';
import type { Figures } from '../reward/figures.ts';
import type { Finding } from '../reward/finding.ts';
import type { AuditRows } from './auditRows.ts';

/** What the audit says of one row, in file order. */
export interface AuditedRow {
  /** 0-based row of the dataset. */
  readonly row: number;
  /** 1-based line of the file. */
  readonly line: number;
  /** Key of the comparison; empty for a malformed row. */
  readonly key: string;
  readonly label: Label | null;
  /** Calibrated out-of-fold probability of the recorded label; null where there is none to judge. */
  readonly p: number | null;
  /** Probability that the recorded label is wrong; null where the flip rate is not known. */
  readonly pWrong: number | null;
  /**
   * Least and largest p_wrong over the flip rates that agree with what is known of the file; null where there is no p, or
   * where a verdict has settled it.
   */
  readonly pWrongRange: readonly [low: number, high: number] | null;
  /** Mean calibrated margin over the ensemble, chosen minus rejected (logits). */
  readonly preferenceStrength: number | null;
  /** Standard deviation of the members' calibrated margins (logits). */
  readonly spread: number | null;
  /**
   * Probability that the recorded choice is the better response by all annotators of the pair and the ensemble; null where
   * nobody is named.
   */
  readonly consensus: number | null;
  /**
   * Preference degree: chance that one more annotator of the kind would prefer the recorded choice, by the votes on the pair and the
   * ensemble; p where there are no repeated votes to learn it from. Null without a choice, and where nothing is known of it.
   */
  readonly degree: number | null;
  /**
   * Probability that a is the better response by each population of annotators, in the order of the figures, by heads that
   * saw no vote on the prompt, null where they can't say; absent where fewer than two were found.
   */
  readonly populations?: readonly (number | null)[];
  /**
   * By each of the file's objectives, in the order of the figures: margin of the recorded choice, in units of its root mean square
   * over the file, null where it says nothing; absent where there are fewer than two, or no choice.
   */
  readonly byObjective?: readonly (number | null)[];
  /** What asking about it is worth; absent where a verdict has settled it or nothing is known of it. */
  readonly askValue?: number;
  /** Calibrated margin per member that has an opinion, chosen minus rejected (logits), by member id. */
  readonly margins: Readonly<Record<string, number>>;
  /**
   * What the margin of a reward model with several objectives is the sum of, by member id and in the order of
   * `ExplainRecipe.objectives`, chosen minus rejected (logits); absent where there is none.
   */
  readonly objectives?: Readonly<Record<string, readonly number[]>>;
  /** Most important first. */
  readonly findings: readonly Finding[];
  /** Ids of the principles that speak for a and for b, strongest first. */
  readonly principlesA: readonly string[];
  readonly principlesB: readonly string[];
}

/** The principles without their votes, which are in the rows. */
export interface AuditedPrinciples extends Omit<PrinciplesResult, 'votes'> {
  /** The constitution as sentences, in order. */
  readonly constitution: readonly PrincipleFigures[];
}

/** A finished audit. Plain JSON. */
export interface Audit {
  readonly version: 1;
  readonly file: string;
  readonly format: string;
  /** ISO 8601. */
  readonly at: string;
  readonly rows: AuditRows;
  readonly figures: Figures;
  readonly principles: AuditedPrinciples;
  /** How the linear heads were fitted, to explain verdicts by them. */
  readonly explain: ExplainRecipe;
}

/** A stage of the audit, for progress: "Reading", "Style head", "Principles", ... */
export interface AuditProgress {
  readonly stage: string;
  /** Share of the whole audit done, 0 to 1. */
  readonly share: number;
  /** Seconds that the stage will take still, where that can be told. */
  readonly secondsLeft?: number;
}
