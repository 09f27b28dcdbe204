/** A comparison of another program's file, with the votes that it holds. */
export interface VotedPair {
  /** Null where the file does not say. */
  readonly prompt: string | null;
  readonly a: string;
  readonly b: string;
  /** Along the file's principles: +1 for a, -1 for b, 0 where it does not apply or both or neither do; null: unreadable. */
  readonly votes: readonly (-1 | 0 | 1 | null)[];
}

/** Texts by which a comparison is known. */
export type PairTexts = Omit<VotedPair, 'votes'>;

/** Principles in words, and perhaps votes on comparisons, as another program wrote them. */
export interface VotedFile {
  /** Sentences, each once. */
  readonly principles: readonly string[];
  /** Those that the program chose, in its order; null where the file does not say. */
  readonly constitution: readonly string[] | null;
  readonly pairs: readonly VotedPair[];
  /**
   * By sentence: its independent proposals, each as the pairs whose label was seen; a sentence that is not in it was given from
   * outside. Null: the file does not say.
   */
  readonly proposedFrom: ReadonlyMap<string, readonly (readonly PairTexts[])[]> | null;
}

/** A sentence of a file as it is told from others: spacing aside. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

/** Longest sentence (characters) that is taken for a principle. */
export const longestPrinciple = 500;
