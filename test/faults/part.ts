/** What the program was asked for. */
export interface Options {
  /** Runs of a part that draws at random. */
  readonly runs: number;
  /** Seed of the first run; the following runs count on from it. */
  readonly seed: number;
  /** Time after which no run is begun (`performance.now()`), so that what was done so far is told. */
  readonly until: number;
  /** Told of a failure as soon as it is known. */
  readonly onFailure: (failure: string) => void;
}

/** What a part came to. */
export interface Outcome {
  /** What was counted, in words: "500 kills". */
  readonly counts: Readonly<Record<string, number>>;
  /** One line each, with what makes it happen again. */
  readonly failures: readonly string[];
}

/** A part of the program: one way to go wrong, and what must hold afterwards. */
export interface Part {
  readonly name: string;
  readonly title: string;
  run(options: Options): Promise<Outcome>;
}

/** Runs a check for each seed in turn, and goes on after a failure. `check` answers what it counted. */
export async function forSeeds(
  { runs, seed, until, onFailure }: Options,
  check: (seed: number) => Promise<Readonly<Record<string, number>>>,
): Promise<Outcome> {
  const counts: Record<string, number> = { runs: 0 };
  const failures: string[] = [];
  for (let at = seed; at < seed + runs && performance.now() < until; at++) {
    counts.runs!++;
    if (process.stderr.isTTY) process.stderr.write(`\r${counts.runs} of ${runs} `);
    try {
      for (const [what, n] of Object.entries(await check(at))) counts[what] = (counts[what] ?? 0) + n;
    } catch (error) {
      failures.push(`seed ${at}: ${error instanceof Error ? error.message : String(error)}`);
      onFailure(failures.at(-1)!);
    }
  }
  return { counts, failures };
}
