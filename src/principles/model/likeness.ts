/** How alike sentences are. */
export interface Likeness {
  /** From which two are taken to say the same. */
  readonly least: number;
  /** Of the sentences at two places of the list, at most 1. */
  between(texts: readonly string[], signal?: AbortSignal): Promise<(x: number, y: number) => number>;
}
