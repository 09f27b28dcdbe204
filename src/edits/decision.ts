/** Which text of a comparison: a message of the prompt, of response a, or of response b, by its index from 0. */
export type TextRef = `${'prompt' | 'a' | 'b'}/${number}`;

/**
 * What a reviewer decided about a comparison. `a` and `b` name the response that is better, in the order in which the
 * record holds them; `drop` leaves the comparison out of exports; `later` puts it back into the queue.
 */
export type Verdict = 'a' | 'b' | 'tie' | 'both_bad' | 'drop' | 'later';

/** Everything decided about one comparison. A row without a decision has no entry at all (see `Decisions`). */
export interface Decision {
  readonly verdict: Verdict | null;
  /** The verdict was given in blind mode, so it may serve as an anchor. False without a verdict. */
  readonly blind: boolean;
  readonly note: string;
  readonly tags: readonly string[];
  /** Edited texts; a text that is not here is as in the file. */
  readonly texts: Readonly<Partial<Record<TextRef, string>>>;
  /** ISO 8601 time of the last change. */
  readonly at: string;
}

/** The decision of a row that nobody has touched. */
export const undecided: Decision = { verdict: null, blind: false, note: '', tags: [], texts: {}, at: '' };

/** True if the decision holds nothing: no verdict, note, tag or text. Its time does not count. */
export function isUndecided(d: Decision): boolean {
  return d.verdict === null && d.note === '' && d.tags.length === 0 && Object.keys(d.texts).length === 0;
}
