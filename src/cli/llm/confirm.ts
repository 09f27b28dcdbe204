import { createInterface } from 'node:readline/promises';
import { UsageError } from '../exitCode.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Asks on the terminal whether to go on; only "y" or "yes" is a yes.
 *
 * @throws UsageError where there is no terminal to ask on; the signal's reason
 */
export async function confirm(question: string, terminal: Terminal): Promise<boolean> {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) {
    throw new UsageError('There is no terminal to ask on. Add --yes to go on without being asked.');
  }
  terminal.progress.clear();
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // The reader takes Ctrl+C for itself; without this, it would end the question and nothing else.
  lines.on('SIGINT', () => process.emit('SIGINT'));
  const ended = new Promise<string>(resolve => lines.once('close', () => resolve('')));
  try {
    const said = await Promise.race([lines.question(`${question} [y/N] `, { signal: terminal.signal }), ended]);
    return /^y(es)?$/i.test(said.trim());
  } catch (error) {
    terminal.signal.throwIfAborted();
    throw error;
  } finally {
    lines.close();
  }
}
