import type { LanguageModel } from '../languageModel.ts';

/**
 * Lets an ask that has been sent go on when whoever asked gives up: what is being paid for can still be kept. Put a cache
 * above it.
 *
 * @param hard ends asks under way as well
 */
export function patient(model: LanguageModel, hard: AbortSignal): LanguageModel {
  return {
    ...model,
    ask: async (ask, signal) => {
      signal?.throwIfAborted();
      return model.ask(ask, hard);
    },
  };
}
