import { appendFileSync, readFileSync } from 'node:fs';
import type { Runner, Test } from 'mocha';

/** Outcome of one test, as it travels from the extension host to the launcher: a line of JSON in a file. */
export interface Outcome {
  readonly title: string;
  /** `again`: failed once, and is tried a second time. */
  readonly state: 'passed' | 'failed' | 'skipped' | 'again';
  readonly error?: string;
}

/** Appends every outcome of a run to a file at once, so that a crash loses none; the last line says that the run ended. */
export function recordOutcomes(runner: Runner, file: string): void {
  const write = (test: Test, state: Outcome['state'], error?: Error) =>
    appendFileSync(
      file,
      `${JSON.stringify({ title: test.fullTitle(), state, error: error?.stack ?? error?.message })}\n`,
    );
  runner.on('pass', test => write(test, 'passed'));
  runner.on('pending', test => write(test, 'skipped'));
  runner.on('fail', (test, error) => write(test as Test, 'failed', error as Error));
  runner.on('retry', (test, error) => write(test as Test, 'again', error));
  runner.on('end', () => appendFileSync(file, '"end"\n'));
}

/** Reads what was recorded. `ended` is false if the run broke off. */
export function readOutcomes(file: string): { outcomes: readonly Outcome[]; ended: boolean } {
  let lines: (Outcome | 'end')[] = [];
  try {
    lines = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line));
  } catch {
    // Nothing was recorded: the run broke off before its first test.
  }
  return { outcomes: lines.filter(line => line !== 'end'), ended: lines.includes('end') };
}
