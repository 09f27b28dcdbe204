import { setMaxListeners } from 'node:events';
import type { Answer, Ask, LanguageModel } from '../../llm/languageModel.ts';
import { LlmError } from '../../llm/llmError.ts';

/** What asking cost. Answers from a cache count too, as the cache gives their usage. */
export interface Spent {
  readonly calls: number;
  /** Calls without an answer, after whatever retries the model makes. */
  readonly lost: number;
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

export const nothingSpent: Spent = { calls: 0, lost: 0, input: 0, cached: 0, output: 0 };

/** The sum of what was spent. */
export function addSpent(x: Spent, y: Spent): Spent {
  return {
    calls: x.calls + y.calls,
    lost: x.lost + y.lost,
    input: x.input + y.input,
    cached: x.cached + y.cached,
    output: x.output + y.output,
  };
}

/** How a batch of questions is asked. */
export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  /** Most questions open at once; 64 unless said. The model may have a lower limit of its own. */
  readonly atOnce?: number | undefined;
  /** Share done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Troubles that end a run: the next question would meet them too. */
const ends = new Set<string>(['refused', 'budget']);

/**
 * Asks many questions, some at once, and gives each answer to `take` with its place; null for a question that stays without
 * one. Questions are made when their turn comes.
 *
 * @throws `LlmError` that the next question would meet too (refused, budget); the signal's reason when it is raised. Answers
 * that came before have been taken.
 */
export async function askAll(
  model: LanguageModel,
  count: number,
  question: (at: number) => Ask,
  take: (at: number, answer: Answer | null) => void,
  { signal, atOnce = 64, onProgress }: AskOptions = {},
): Promise<Spent> {
  signal?.throwIfAborted();
  // When one fails for good, those under way are given up as well.
  const stop = new AbortController();
  const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  // Every open question listens to it, and Node takes more than ten for a leak.
  setMaxListeners(2 * atOnce, both);
  let next = 0;
  let done = 0;
  let spent = nothingSpent;
  const worker = async (): Promise<void> => {
    while (next < count && !both.aborted) {
      const at = next++;
      let answer: Answer | null = null;
      try {
        answer = await model.ask(question(at), both);
      } catch (error) {
        if (!(error instanceof LlmError) || ends.has(error.trouble)) {
          stop.abort(error);
          throw error;
        }
      }
      const usage = answer?.usage ?? { input: 0, cached: 0, output: 0 };
      spent = addSpent(spent, { ...usage, calls: 1, lost: answer === null ? 1 : 0 });
      take(at, answer);
      done++;
      onProgress?.(done / count);
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(atOnce, count) }, worker));
  signal?.throwIfAborted();
  if (stop.signal.aborted) throw stop.signal.reason;
  const failed = workers.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return spent;
}
