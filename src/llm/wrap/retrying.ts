import type { LanguageModel } from '../languageModel.ts';
import { LlmError } from '../llmError.ts';
import { type Clock, systemClock } from './clock.ts';

/** How often, and how long, an ask is repeated. Times in milliseconds. */
export interface Patience {
  /** Tries of an ask whose connection or server breaks. */
  readonly tries: number;
  /** Longest time for which a busy or loading server is asked again; also the longest single wait that it may ask for. */
  readonly busy: number;
  /** Wait before the second try; it doubles with each further one. */
  readonly first: number;
  readonly longest: number;
}

/** Four tries; five minutes for a server that loads a large model. */
export const usualPatience: Patience = { tries: 4, busy: 300_000, first: 500, longest: 30_000 };

/**
 * Repeats asks that may yet succeed, after exponentially growing waits, each drawn from the upper half of its range so that
 * asks don't come back in step, and never sooner than the server wants. When it wants to be left alone, all asks wait.
 *
 * @param random uniform in [0, 1)
 */
export function retrying(
  model: LanguageModel,
  patience: Patience = usualPatience,
  clock: Clock = systemClock,
  random: () => number = Math.random,
): LanguageModel {
  let notBefore = 0;
  return {
    ...model,
    ask: async (ask, signal) => {
      const begun = clock.now();
      let breaks = 0;
      for (let tries = 1; ; tries++) {
        while (notBefore > clock.now()) await clock.wait(notBefore - clock.now(), signal);
        try {
          return await model.ask(ask, signal);
        } catch (error) {
          signal?.throwIfAborted();
          if (!(error instanceof LlmError)) throw error;
          const backOff = Math.min(patience.first * 2 ** (tries - 1), patience.longest) * (0.5 + random() / 2);
          const wait = Math.max(backOff, error.retryAfter ?? 0);
          if (error.trouble === 'broken') breaks++;
          const late = clock.now() + wait - begun > patience.busy;
          if (error.trouble !== 'busy' && (error.trouble !== 'broken' || breaks >= patience.tries)) throw error;
          if (late) throw error;
          if (error.retryAfter !== null) notBefore = Math.max(notBefore, clock.now() + error.retryAfter);
          await clock.wait(wait, signal);
        }
      }
    },
  };
}
