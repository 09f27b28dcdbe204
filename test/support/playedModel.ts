import type { Answer, Ask, LanguageModel } from '../../src/llm/languageModel.ts';
import type { Clock } from '../../src/llm/wrap/clock.ts';

/** A question with a text of its own. */
export const askOf = (text: string, maxTokens = 10): Ask => ({
  messages: [{ role: 'user', content: text }],
  maxTokens,
});

/** An answer that costs `input` and `output` tokens. */
export const answerOf = (text: string, input = 10, output = 2): Answer => ({
  text,
  top: null,
  usage: { input, cached: 0, output, counted: 'server' },
  finish: 'stop',
});

/** A model that answers by a function; `asked` holds what it was asked. */
export function playedModel(
  answer: (ask: Ask, signal?: AbortSignal) => Answer | Promise<Answer>,
): LanguageModel & { readonly asked: Ask[] } {
  const asked: Ask[] = [];
  return {
    name: 'played',
    identity: 'played',
    abilities: { schema: true, logprobs: true },
    context: null,
    asked,
    ask: async (ask, signal) => {
      asked.push(ask);
      return answer(ask, signal);
    },
  };
}

/** A clock whose time passes only by waiting; `waits` holds how long. */
export function playedClock(): Clock & { readonly waits: number[] } {
  let now = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    wait: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
      now += ms;
    },
  };
}
