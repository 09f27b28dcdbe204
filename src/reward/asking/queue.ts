/** A comparison that can be asked about. */
export interface Candidate {
  readonly row: number;
  /** Comparisons of one prompt share it. */
  readonly prompt: string;
  /** What asking is worth. */
  readonly value: number;
}

/** What a further comparison on the same prompt is worth, of what it would be alone: it tells much of the same. */
const again = 0.5;

/**
 * The most valuable first, where each further comparison of a prompt is worth half of the one before, so that one prompt does
 * not fill the queue.
 */
export function askQueue(candidates: readonly Candidate[]): Candidate[] {
  const taken = new Map<string, number>();
  return [...candidates]
    .sort((x, y) => y.value - x.value || x.row - y.row)
    .map(candidate => {
      const before = taken.get(candidate.prompt) ?? 0;
      taken.set(candidate.prompt, before + 1);
      return { candidate, worth: candidate.value * again ** before };
    })
    .sort((x, y) => y.worth - x.worth || x.candidate.row - y.candidate.row)
    .map(({ candidate }) => candidate);
}
