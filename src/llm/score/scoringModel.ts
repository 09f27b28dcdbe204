import type { Endpoint } from '../endpoint.ts';
import type { Answer, Ask, LanguageModel } from '../languageModel.ts';
import { LlmError } from '../llmError.ts';
import { type ScoreForm, scoreText } from './scoreText.ts';

/** How many tokens a text has, and the log-probabilities of its last ones in nats, at most 64; null for the text's first. */
export interface TextTail {
  readonly tokens: number;
  readonly logps: readonly (number | null)[];
}

const kept = 64;
/** Decimals of a log-probability in a kept answer. */
const decimals = 1e4;

/** Asks for the log-probabilities of a text's tokens; `tailOf` reads the answer. */
export function tailAsk(text: string): Ask {
  return { messages: [{ role: 'user', content: text }], maxTokens: 1 };
}

/** The answer to a `tailAsk`. */
export function tailOf(answer: Answer): TextTail {
  return JSON.parse(answer.text) as TextTail;
}

/**
 * A server's log-probabilities of given texts as a language model, so that retries, limits, budgets and kept answers are as
 * for any other. It takes questions of `tailAsk`.
 *
 * @param form how the server gives them, found out by `openScorer`
 * @param timeout milliseconds for an answer
 */
export function scoringModel(endpoint: Endpoint, model: string, form: ScoreForm, timeout: number): LanguageModel {
  const { base } = endpoint;
  return {
    name: `${model} at ${base.host}`,
    // Answers in chat to the same text are others.
    identity: `${base.href} ${model} tail ${form}`,
    abilities: { schema: false, logprobs: true },
    context: null,
    ask: async ({ messages }, signal) => {
      const text = messages.map(({ content }) => content).join('');
      const score = await scoreText({ endpoint, model, form, timeout, signal }, text);
      if (score === null) {
        throw new LlmError(`${base.host} left out log-probabilities of a text, after it gave them.`, 'broken');
      }
      const { length } = score.logps;
      const logps = score.logps
        .slice(-kept)
        .map(logp => (logp === null ? null : Math.round(logp * decimals) / decimals));
      return {
        text: JSON.stringify({ tokens: length, logps } satisfies TextTail),
        top: null,
        usage: { input: length, cached: 0, output: 1, counted: 'server' },
        finish: 'stop',
      };
    },
  };
}
