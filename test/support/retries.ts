import type Mocha from 'mocha';

/**
 * Tries after the first that a test with real processes and windows has in CI, where the machine may stand still for
 * seconds. On a developer's machine there are none.
 */
export const retries = process.env.CI ? 1 : 0;

/** Notes tests that are tried again, for the end of the output: one that needs it is to be mended all the same. */
export function noteRetries(runner: Mocha.Runner, note: (line: string) => void): void {
  runner.on('retry', (test, error) => note(`SECOND TRY: ${test.fullTitle()} (${error.message.split('\n')[0]})`));
}
