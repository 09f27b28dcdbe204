import type { LanguageModel } from '../languageModel.ts';

/** Tokens that a model may think before an answer. */
const room = 2048;

/** Gives a model that thinks before it answers the tokens for that, beside those for the answer. */
export function roomForThoughts(model: LanguageModel): LanguageModel {
  return { ...model, ask: (ask, signal) => model.ask({ ...ask, maxTokens: ask.maxTokens + room }, signal) };
}
