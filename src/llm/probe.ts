import type { Abilities, Ask, LanguageModel } from './languageModel.ts';
import { LlmError } from './llmError.ts';
import { isObject, type Json } from './parse/json.ts';

/** What was found out by asking. */
export interface Probed {
  readonly abilities: Abilities;
  /** Writes thoughts before its answers, so that a short limit leaves no answer. */
  readonly thinks: boolean;
}

const colours = ['red', 'green', 'blue'];
const short = 48;
/** Enough for the thoughts about a question this simple. */
const long = 1024;

// The prompt says nothing of JSON: only a server that holds answers to the schema gives it.
const shaped = (maxTokens: number): Ask => ({
  messages: [{ role: 'user', content: 'What colour is a clear sky at noon?' }],
  maxTokens,
  schema: {
    name: 'sky',
    schema: {
      type: 'object',
      properties: { colour: { type: 'string', enum: colours } },
      required: ['colour'],
      additionalProperties: false,
    },
  },
});

const likely = (maxTokens: number): Ask => ({
  messages: [{ role: 'user', content: 'Is a clear sky at noon blue? Answer with yes or no only.' }],
  maxTokens,
  topLogprobs: 20,
});

/**
 * Finds out what a model and its server can do with two or three tiny questions. Give it a model that keeps its answers,
 * and nothing is asked twice.
 *
 * @throws LlmError where the server gives no answer at all
 */
export async function probe(model: LanguageModel, signal?: AbortSignal): Promise<Probed> {
  const able: LanguageModel = { ...model, abilities: { schema: true, logprobs: true } };
  let first = await able.ask(shaped(short), signal);
  const thinks = first.text === '' && first.finish === 'length';
  if (thinks) first = await able.ask(shaped(short + long), signal);
  const top = await topOf(able, thinks ? 4 + long : 4, signal);
  return {
    abilities: { schema: isSky(first.text), logprobs: top?.some(place => place.length > 1) ?? false },
    thinks,
  };
}

async function topOf(model: LanguageModel, maxTokens: number, signal?: AbortSignal) {
  try {
    return (await model.ask(likely(maxTokens), signal)).top;
  } catch (error) {
    // Some servers fail on log-probabilities without saying so.
    if (error instanceof LlmError && (error.trouble === 'refused' || error.trouble === 'broken')) return null;
    throw error;
  }
}

function isSky(text: string): boolean {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) && Object.keys(value).join() === 'colour' && colours.includes(String(value.colour));
  } catch {
    return false;
  }
}
