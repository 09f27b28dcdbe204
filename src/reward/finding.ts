import type { Reason } from './reason.ts';

/** Why a comparison deserves a look. A new kind is a file in `findings/` and a line in `findings.ts`. */
export const findingKinds = [
  'mislabeled',
  'suspect',
  'contested',
  'ambiguous',
  'uncertain',
  'contradiction',
  'cycle',
  'score-conflict',
  'duplicate',
  'near-identical',
  'empty',
  'prompt-mismatch',
  'off-topic',
  'truncation-risk',
  'hard',
  'leak',
  'orientation',
  'malformed',
] as const;

export type FindingKind = (typeof findingKinds)[number];

/** A reason to look at a comparison. */
export interface Finding {
  readonly kind: FindingKind;
  /** 0 (hardly) to 1 (certainly worth a look). */
  readonly score: number;
  readonly reason: Reason;
  /** The figures behind the reason, by name. */
  readonly figures: Readonly<Record<string, number | string>>;
  /** Rows of other comparisons that it is about (duplicates, contradictions, cycles). */
  readonly related?: readonly number[];
}
