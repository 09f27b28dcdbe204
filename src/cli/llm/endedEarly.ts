import { LlmError } from '../../llm/llmError.ts';
import type { Terminal } from '../terminal.ts';

/** Milliseconds that answers under way are waited for when a run is stopped: they may be paid for. */
export const lastAnswers = 20_000;

/** A run that a model was asked in. */
export interface EndedRun {
  readonly model: { close(patience: number): Promise<void> };
  /** Answers are kept for later runs. */
  readonly keep: boolean;
  /** What was spent, in words. */
  words(): string;
}

/**
 * Says what stopping a run means, once answers under way are in.
 *
 * @throws what ended it, unless the user did; a budget that is used up with what was spent and how to go on
 */
export async function endedEarly(
  error: unknown,
  { model, keep, words }: EndedRun,
  { progress, signal }: Terminal,
): Promise<'stopped'> {
  progress.clear();
  const budget = error instanceof LlmError && error.trouble === 'budget';
  if (!signal.aborted && !budget) throw error;
  if (!budget) process.stderr.write('Waiting for the answers under way; Ctrl+C again ends at once.\n');
  await model.close(lastAnswers);
  const again = keep
    ? 'Run the same command with --resume to go on from here: what was answered is kept.'
    : 'With --no-cache, the next run begins anew.';
  if (budget) throw new LlmError(`${error.message} ${words()} ${keep ? again : ''}`.trim(), 'budget');
  process.stderr.write(`pairlens: interrupted. ${words()} ${again}\n`);
  return 'stopped';
}
