import type { Addition } from './addition.ts';

/** Which text of a comparison: a message of the prompt, of response a, or of response b, by its index from 0. */
export type TextRef = `${'prompt' | 'a' | 'b'}/${number}`;

/**
 * What a reviewer decided about a comparison. `a` and `b` name the response that is better, in the order in which the
 * record holds them; `drop` leaves the comparison out of exports; `later` puts it back into the queue.
 */
export type Verdict = 'a' | 'b' | 'tie' | 'both_bad' | 'drop' | 'later';

/**
 * How a verdict was given: `seen` with the recorded label, scores and findings in view, as from the ranked list; `blind`
 * without them; `random` also without them, about a comparison that a random check drew; `settled` with the verdicts of
 * other reviewers in view, who did not agree. What an audit may conclude from a verdict depends on it.
 */
export type Given = 'seen' | 'blind' | 'random' | 'settled';

/** A verdict and how it was given, or neither. */
export type Judgement =
  | { readonly verdict: Verdict; readonly given: Given }
  | { readonly verdict: null; readonly given: null };

/** A judgement from its parts; without a verdict there is none. */
export function judgement(verdict: Verdict | null, given: Given): Judgement {
  return verdict === null ? { verdict, given: null } : { verdict, given };
}

/** The verdict of something that holds more. */
export function judgementOf(from: Judgement): Judgement {
  return from.verdict === null ? { verdict: null, given: null } : { verdict: from.verdict, given: from.given };
}

/** Everything decided about one comparison. A row without a decision has no entry at all (see `Decisions`). */
export type Decision = Judgement & {
  readonly note: string;
  readonly tags: readonly string[];
  /** Edited texts; a text that is not here is as in the file. */
  readonly texts: Readonly<Partial<Record<TextRef, string>>>;
  /**
   * The verdict when a random check showed the comparison a second time, with its sides exchanged. It tells how consistent
   * the reviewer is, and is never evidence about the comparison.
   */
  readonly again?: Verdict;
  /** The label of the record before the verdict, where an earlier session wrote the verdict into the record. */
  readonly recorded?: Exclude<Verdict, 'drop' | 'later'>;
  /** Present where the reviewer added the comparison: without it there is no such row. */
  readonly added?: Addition;
  /** ISO 8601 time of the last change. */
  readonly at: string;
};

/** The decision of a row that nobody has touched. */
export const undecided: Decision = { verdict: null, given: null, note: '', tags: [], texts: {}, at: '' };

/** True if the decision holds nothing: no verdict, note, tag, text or addition. Its time does not count. */
export function isUndecided(d: Decision): boolean {
  return (
    d.verdict === null &&
    d.again === undefined &&
    d.added === undefined &&
    d.note === '' &&
    d.tags.length === 0 &&
    Object.keys(d.texts).length === 0
  );
}
