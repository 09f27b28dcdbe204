import type { Endpoint } from '../endpoint.ts';
import { sendJson } from '../http/sendJson.ts';
import type { Abilities, Answer, Ask, LanguageModel } from '../languageModel.ts';
import { LlmError } from '../llmError.ts';
import type { Json } from '../parse/json.ts';
import { isObject } from '../parse/json.ts';
import { estimateInput, estimateTokens } from '../tokens/estimateTokens.ts';
import { readChatReply } from './chatReply.ts';
import { chatRequest } from './chatRequest.ts';
import { type Dialect, fullDialect, simpler } from './dialect.ts';
import { refusalOf, statusTrouble } from './statusTrouble.ts';

/** A model of an OpenAI-compatible server. */
export interface ChatModelOptions {
  readonly endpoint: Endpoint;
  readonly model: string;
  /** What it can do; `probe` finds out. */
  readonly abilities: Abilities;
  /** Tokens of its context; null: not known. */
  readonly context: number | null;
  /** Milliseconds for an answer (default: five minutes; local models on a processor are slow). */
  readonly timeout?: number;
}

const fiveMinutes = 300_000;
/** Steps from the full dialect to the plainest. */
const mostRefusals = 8;

/** Asks a model over `/chat/completions`. What its server refuses of the protocol is left out from then on. */
export function chatModel(options: ChatModelOptions): LanguageModel {
  const { endpoint, model, abilities, context, timeout = fiveMinutes } = options;
  const { base, key } = endpoint;
  const url = new URL(`${base.href}/chat/completions`);
  let dialect: Dialect = fullDialect;

  const ask = async (question: Ask, signal?: AbortSignal): Promise<Answer> => {
    const used = {
      schema: question.schema !== undefined,
      logprobs: (question.topLogprobs ?? 0) > 0,
      system: question.messages.some(({ role }) => role === 'system'),
    };
    for (let refusals = 0; ; refusals++) {
      const spoken = dialect;
      const body = chatRequest(model, question, spoken);
      const reply = await sendJson({ url, body, key, timeout, signal });
      if (reply.status >= 200 && reply.status < 300) return answerOf(reply.text, question, endpoint, model);
      const trouble = statusTrouble(endpoint, model, reply);
      const refused = [400, 422, 501].includes(reply.status) && trouble.trouble !== 'too-long';
      const next = refused && refusals < mostRefusals ? simpler(spoken, refusalOf(reply.text), used) : null;
      if (next === null) throw trouble;
      // Another ask may have learnt something else meanwhile: then this one tries again with that.
      if (dialect === spoken) dialect = next;
    }
  };
  // llama.cpp names a model by the path of its file unless told otherwise.
  const short = model.split(/[/\\]/).at(-1) || model;
  const name = model.endsWith('.gguf') ? short : model;
  return { name: `${name} at ${base.host}`, identity: `${base.href} ${model}`, abilities, context, ask };
}

function answerOf(text: string, ask: Ask, endpoint: Endpoint, model: string): Answer {
  const body = jsonOf(text, endpoint);
  if (isObject(body) && body.error !== undefined && body.error !== null && body.choices === undefined) {
    const code = isObject(body.error) ? Number(body.error.code ?? body.error.status) : Number.NaN;
    throw statusTrouble(endpoint, model, { status: code >= 400 && code < 600 ? code : 500, headers: {}, text });
  }
  const { tokens, thoughts, ...answer } = readChatReply(body);
  const usage =
    tokens === null
      ? {
          input: estimateInput(ask),
          cached: 0,
          output: estimateTokens(answer.text) + estimateTokens(thoughts),
          counted: 'estimate' as const,
        }
      : { ...tokens, counted: 'server' as const };
  return { ...answer, top: (ask.topLogprobs ?? 0) > 0 ? answer.top : null, usage };
}

function jsonOf(text: string, { base }: Endpoint): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const problem = `${base.host} sent a reply that is no JSON.`;
    throw new LlmError(`${problem} Check that it is an OpenAI-compatible server.`, 'broken', null, { cause: error });
  }
}
