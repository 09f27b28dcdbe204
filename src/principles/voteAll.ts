import type { Comparison } from '../dataset/comparison.ts';
import { textOf } from '../dataset/comparison.ts';
import { bank } from './bank.ts';
import { measure } from './measure/measure.ts';
import { MeasuredTexts } from './measure/measuredTexts.ts';
import { lastTurn, measureTurn, type PromptMeasures } from './measure/promptMeasures.ts';
import { Pause } from './pause.ts';
import type { Votes } from './principle.ts';
import { vote } from './vote.ts';

/** Options of work that takes its time. */
export interface WorkOptions {
  readonly signal?: AbortSignal | undefined;
  /** Share done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Options of a vote. */
export interface VoteOptions extends WorkOptions {
  /** Where prompts are measured, for whoever asks of them next. */
  readonly turns?: MeasuredTexts<PromptMeasures>;
}

/**
 * Votes of every measured principle on every comparison: by principle id, along `comparisons`.
 * Returns to the event loop at least every 20 ms of work; rejects with the signal's reason when it is aborted.
 */
export async function voteAll(
  comparisons: readonly Comparison[],
  { signal, onProgress, turns = new MeasuredTexts(measureTurn) }: VoteOptions = {},
): Promise<Map<string, Votes>> {
  const votes = new Map(bank.map(principle => [principle.id, new Int8Array(comparisons.length)]));
  const columns = bank.map(principle => ({ principle, column: votes.get(principle.id)! }));
  const texts = new MeasuredTexts(measure);
  const pause = new Pause(signal);
  for (let index = 0; index < comparisons.length; index++) {
    const comparison = comparisons[index]!;
    const pair = {
      prompt: turns.of(lastTurn(comparison.prompt)),
      a: texts.of(textOf(comparison.a.messages)),
      b: texts.of(textOf(comparison.b.messages)),
    };
    for (const { principle, column } of columns) column[index] = vote(principle, pair);
    if (await pause.due()) onProgress?.((index + 1) / comparisons.length);
  }
  onProgress?.(1);
  return votes;
}
