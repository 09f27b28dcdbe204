/** A stretch of a text that moved a linear head's margin. */
export interface WordWeight {
  /** UTF-16 offsets into the response's text (`textOf` its messages), [from, to). */
  readonly from: number;
  readonly to: number;
  /** Signed share of the head's margin in logits: above 0 it speaks for the response that it stands in. */
  readonly weight: number;
}

/** A style feature that moved a margin. */
export interface FeatureWeight {
  /** In words: "characters", "share of list lines". */
  readonly name: string;
  /** Values of the feature in the two responses. */
  readonly a: number;
  readonly b: number;
  /** Contribution to the margin r(a) - r(b), in logits. */
  readonly weight: number;
}

/** What one member said of a comparison, and what it went by. */
export interface MemberExplanation {
  readonly id: string;
  readonly name: string;
  /** Calibrated margin r(a) - r(b), in logits. */
  readonly margin: number;
  /** Largest first; empty where the member is not a linear head over features. */
  readonly features: readonly FeatureWeight[];
  /** Objectives of a reward model with several, as contributions to its margin. */
  readonly objectives: readonly { readonly name: string; readonly weight: number }[];
}

/** Why the ensemble judged a comparison as it did. Made by heads that never saw the comparison's label. */
export interface Explanation {
  readonly row: number;
  readonly members: readonly MemberExplanation[];
  /** Words of the two responses that drove the linear n-gram head; empty where it was not run. */
  readonly words: { readonly a: readonly WordWeight[]; readonly b: readonly WordWeight[] };
  /** 95th percentile of |weight| over the words of a sample of the file: full tint. */
  readonly fullTint: number;
}
