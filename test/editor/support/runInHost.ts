import type Mocha from 'mocha';
import { retries } from '../../support/retries.ts';
import { recordOutcomes } from './results.ts';

/**
 * Runs test files inside the extension host. Outcomes go to the file that `PAIRLENS_TEST_RESULTS` names.
 * @throws Error if a test failed, which is how VS Code learns of it
 */
export async function runInHost(files: readonly (() => Promise<unknown>)[]): Promise<void> {
  const results = process.env.PAIRLENS_TEST_RESULTS;
  if (!results) throw new Error('PAIRLENS_TEST_RESULTS does not say where outcomes go.');
  const { default: MochaInHost } = (await import('mocha')) as unknown as { default: typeof Mocha };
  const mocha = new MochaInHost({ timeout: 60_000, reporter: 'min', retries });
  mocha.suite.emit('pre-require', globalThis, null, mocha);
  for (const load of files) await load();
  const failures = await new Promise<number>(done => recordOutcomes(mocha.run(done), results));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
