import { refusalOf, statusTrouble } from '../chat/statusTrouble.ts';
import type { Endpoint } from '../endpoint.ts';
import { sendJson } from '../http/sendJson.ts';
import { LlmError } from '../llmError.ts';
import { isList, isObject, type Json } from '../parse/json.ts';

/**
 * How a server is asked for the log-probabilities of text that it is given, at `/completions`: `echo`, the old protocol's, or
 * `prompt_logprobs`, vLLM's.
 */
export type ScoreForm = 'echo' | 'prompt_logprobs';

/** A text's tokens and their log-probabilities in nats; null for the first, before which there is nothing. */
export interface TextScore {
  readonly tokens: readonly string[];
  readonly logps: readonly (number | null)[];
}

/** Where and how to ask. */
export interface ScoreTask {
  readonly endpoint: Endpoint;
  readonly model: string;
  readonly form: ScoreForm;
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Log-probabilities of a text's own tokens under a causal language model.
 *
 * @returns null where the reply holds none, as of servers that only give those of tokens they wrote
 * @throws LlmError, or the signal's reason
 */
export async function scoreText(
  { endpoint, model, form, timeout, signal }: ScoreTask,
  text: string,
): Promise<TextScore | null> {
  const asked = form === 'echo' ? { echo: true, logprobs: 1 } : { prompt_logprobs: 0 };
  const reply = await sendJson({
    url: new URL(`${endpoint.base.href}/completions`),
    body: { model, prompt: text, max_tokens: 1, temperature: 0, ...asked },
    key: endpoint.key,
    timeout,
    signal,
  });
  if (reply.status < 200 || reply.status >= 300) {
    if (reply.status === 400 && /context|too long|maximum|exceed/i.test(refusalOf(reply.text)))
      throw new LlmError(`${endpoint.base.host} takes no text of this length.`, 'too-long');
    throw statusTrouble(endpoint, model, reply);
  }
  const body = jsonOf(reply.text);
  const choice = isObject(body) && body.choices !== undefined && isList(body.choices) ? body.choices[0] : undefined;
  if (choice === undefined || !isObject(choice)) {
    throw new LlmError(`${endpoint.base.host} gave a reply that holds no completion.`, 'broken');
  }
  const usage =
    isObject(body) && body.usage !== undefined && isObject(body.usage) ? body.usage.prompt_tokens : undefined;
  const score = form === 'echo' ? echoed(choice, usage) : prompted(choice);
  return score === null || score.logps.slice(1).some(logp => logp === null) ? null : score;
}

type Fields = { readonly [key: string]: Json };

/** `{logprobs: {tokens, token_logprobs}}`, the text's tokens first, then one that was written. */
function echoed(choice: Fields, promptTokens: Json | undefined): TextScore | null {
  const { logprobs } = choice;
  if (logprobs === undefined || !isObject(logprobs)) return null;
  const { tokens, token_logprobs: logps } = logprobs;
  if (tokens === undefined || logps === undefined || !isList(tokens) || !isList(logps)) return null;
  const count = typeof promptTokens === 'number' ? promptTokens : logps.length - 1;
  if (count < 1 || tokens.length < count || logps.length < count) return null;
  return { tokens: tokens.slice(0, count).map(String), logps: logps.slice(0, count).map(numberOf) };
}

/** `{prompt_logprobs: [null, {"ID": {logprob}}, ...]}`; the token of the text comes first in each. */
function prompted({ prompt_logprobs: places }: Fields): TextScore | null {
  if (places === undefined || !isList(places)) return null;
  const entries = places.map(place => (isObject(place) ? (Object.entries(place)[0] ?? null) : null));
  return {
    tokens: entries.map(entry => entry?.[0] ?? ''),
    logps: entries.map(entry => (entry !== null && isObject(entry[1]) ? numberOf(entry[1].logprob) : null)),
  };
}

function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function jsonOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
