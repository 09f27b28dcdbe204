import type { LanguageModel } from '../languageModel.ts';
import type { TokenGauge } from '../tokens/tokenGauge.ts';
import { Bell } from './bell.ts';
import { type Clock, systemClock } from './clock.ts';

/** What a server is to be spared; null: no limit. */
export interface Limits {
  /** Asks at work at one time, at least 1. */
  readonly concurrency: number;
  readonly requestsPerMinute: number | null;
  /** Input and output tokens together. */
  readonly tokensPerMinute: number | null;
}

interface Begun {
  readonly at: number;
  /** Estimated, then as counted. */
  tokens: number;
}

const minute = 60_000;

/** Keeps asks within limits; those that don't fit wait in the order in which they came. */
export function limiting(
  model: LanguageModel,
  limits: Limits,
  gauge: TokenGauge,
  clock: Clock = systemClock,
): LanguageModel {
  const { concurrency, requestsPerMinute, tokensPerMinute } = limits;
  let begun: Begun[] = [];
  let atWork = 0;
  /** Ends when the ask before this one has begun. */
  let turn: Promise<unknown> = Promise.resolve();
  const ended = new Bell();

  /** Milliseconds until an ask may begin by the limits per minute; 0: now. */
  const wait = (tokens: number): number => {
    const now = clock.now();
    begun = begun.filter(({ at }) => at > now - minute);
    let wait = 0;
    if (requestsPerMinute !== null && begun.length >= requestsPerMinute) {
      wait = begun[begun.length - requestsPerMinute]!.at + minute - now;
    }
    if (tokensPerMinute === null) return wait;
    // An ask larger than the whole limit goes alone.
    let excess = begun.reduce((sum, entry) => sum + entry.tokens, tokens) - Math.max(tokensPerMinute, tokens);
    for (const { at, tokens: freed } of begun) {
      if (excess <= 0) break;
      wait = Math.max(wait, at + minute - now);
      excess -= freed;
    }
    return wait;
  };
  const begin = async (tokens: number, signal: AbortSignal | undefined): Promise<Begun> => {
    signal?.throwIfAborted();
    while (atWork >= concurrency) await ended.heard(signal);
    for (let ms = wait(tokens); ms > 0; ms = wait(tokens)) await clock.wait(ms, signal);
    const entry = { at: clock.now(), tokens };
    begun.push(entry);
    atWork++;
    return entry;
  };
  return {
    ...model,
    ask: async (ask, signal) => {
      const mine = turn.then(() => begin(gauge.input(ask) + ask.maxTokens, signal));
      turn = mine.catch(() => undefined);
      const entry = await mine;
      try {
        const answer = await model.ask(ask, signal);
        entry.tokens = answer.usage.input + answer.usage.output;
        return answer;
      } finally {
        atWork--;
        ended.ring();
      }
    },
  };
}
