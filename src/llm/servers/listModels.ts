import { statusTrouble } from '../chat/statusTrouble.ts';
import type { Endpoint } from '../endpoint.ts';
import { sendJson } from '../http/sendJson.ts';
import { LlmError } from '../llmError.ts';
import { isList, isObject, type Json } from '../parse/json.ts';

/** A model that a server offers. */
export interface OfferedModel {
  readonly id: string;
  /** Tokens of its context; null where the server doesn't say. */
  readonly context: number | null;
}

/** Names of the context's length in the lists of vLLM, OpenRouter, LM Studio and others. */
const contextNames = ['max_model_len', 'context_length', 'context_window', 'loaded_context_length'];
const mostModels = 2000;

/**
 * Asks a server for its models.
 *
 * @param timeout milliseconds
 * @throws LlmError, or the signal's reason
 */
export async function listModels(
  endpoint: Endpoint,
  timeout: number,
  signal?: AbortSignal,
): Promise<readonly OfferedModel[]> {
  const url = new URL(`${endpoint.base.href}/models`);
  const reply = await sendJson({ url, key: endpoint.key, timeout, signal });
  if (reply.status < 200 || reply.status >= 300) throw statusTrouble(endpoint, 'its list of models', reply);
  const body = jsonOf(reply.text);
  const data = isObject(body) ? body.data : body;
  if (data === undefined || !isList(data)) {
    const problem = `${endpoint.base.host} gives no list of models at ${url.pathname}.`;
    throw new LlmError(`${problem} Check that it is an OpenAI-compatible server.`, 'refused');
  }
  return data.slice(0, mostModels).flatMap(entry => {
    if (!isObject(entry) || typeof entry.id !== 'string' || entry.id === '') return [];
    return [{ id: entry.id, context: contextOf(entry) }];
  });
}

function contextOf(entry: { readonly [key: string]: Json }): number | null {
  const named = contextNames.map(name => entry[name]);
  // llama.cpp; its `n_ctx_train` is what the model could have, not what the server was started with.
  const own = entry.meta !== undefined && isObject(entry.meta) ? entry.meta.n_ctx : undefined;
  const found = [...named, own].find(value => typeof value === 'number' && Number.isSafeInteger(value) && value > 0);
  return typeof found === 'number' ? found : null;
}

function jsonOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
