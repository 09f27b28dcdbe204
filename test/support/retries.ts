import type Mocha from 'mocha';

/**
 * Tries after the first that a test in VS Code has in CI: its windows, menus and messages take the focus when they like,
 * which is not ours to mend. On a developer's machine there are none.
 */
export const retries = process.env.CI ? 1 : 0;

/** Notes tests that are tried again, for the end of the output: one that needs it is to be mended all the same. */
export function noteRetries(runner: Mocha.Runner, note: (line: string) => void): void {
  runner.on('retry', (test, error) => note(`SECOND TRY: ${test.fullTitle()} (${error.message.split('\n')[0]})`));
}
