/** How many tests of a suite passed, failed, and were skipped (each with its reason in the output above). */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The closing line of a suite and of the whole run. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** The counts of several parts together. */
export function sumOf(all: readonly Counts[]): Counts {
  return all.reduce<Counts>(
    (sum, counts) => ({
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** Reads the counts from the last closing line in an output, or null if there is none. */
export function readCounts(output: string): Counts | null {
  const lines = output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm);
  const last = [...lines].at(-1);
  return last ? { passed: Number(last[1]), failed: Number(last[2]), skipped: Number(last[3]) } : null;
}
