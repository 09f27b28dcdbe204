import type { Comparison } from '../dataset/comparison.ts';
import { textOf } from '../dataset/comparison.ts';
import { bank } from './bank.ts';
import { measure } from './measure/measure.ts';
import type { Measures } from './measure/measures.ts';
import { measurePrompt } from './measure/promptMeasures.ts';
import { Pause } from './pause.ts';
import type { Votes } from './principle.ts';
import { vote } from './vote.ts';

/** Options of work that takes its time. */
export interface WorkOptions {
  readonly signal?: AbortSignal | undefined;
  /** Share done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Texts that recur are measured once; longer texts and more of them are not kept. */
const cachedLength = 4000;
const cachedTexts = 5000;

/**
 * Votes of every measured principle on every comparison: by principle id, along `comparisons`.
 * Returns to the event loop at least every 20 ms of work; rejects with the signal's reason when it is aborted.
 */
export async function voteAll(
  comparisons: readonly Comparison[],
  { signal, onProgress }: WorkOptions = {},
): Promise<Map<string, Votes>> {
  const votes = new Map(bank.map(principle => [principle.id, new Int8Array(comparisons.length)]));
  const columns = bank.map(principle => ({ principle, column: votes.get(principle.id)! }));
  const cache = new Map<string, Measures>();
  const measured = (text: string): Measures => {
    const known = cache.get(text);
    if (known !== undefined) return known;
    const fresh = measure(text);
    if (text.length <= cachedLength) {
      if (cache.size >= cachedTexts) cache.clear();
      cache.set(text, fresh);
    }
    return fresh;
  };
  const pause = new Pause(signal);
  for (let index = 0; index < comparisons.length; index++) {
    const comparison = comparisons[index]!;
    const pair = {
      prompt: measurePrompt(comparison.prompt),
      a: measured(textOf(comparison.a.messages)),
      b: measured(textOf(comparison.b.messages)),
    };
    for (const { principle, column } of columns) column[index] = vote(principle, pair);
    if (await pause.due()) onProgress?.((index + 1) / comparisons.length);
  }
  onProgress?.(1);
  return votes;
}
