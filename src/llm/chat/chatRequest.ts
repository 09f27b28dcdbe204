import type { Ask, Message } from '../languageModel.ts';
import type { Dialect } from './dialect.ts';

/** Most likeliest tokens that servers give for a place. */
const mostTop = 20;

/** The body of a request for a chat completion. Always the same for the same ask, so that servers and caches can rely on it. */
export function chatRequest(model: string, ask: Ask, dialect: Dialect): Record<string, unknown> {
  const { topLogprobs = 0 } = ask;
  return {
    model,
    messages: dialect.system ? ask.messages : withoutSystem(ask.messages),
    [dialect.limit]: ask.maxTokens,
    stream: false,
    ...(dialect.temperature ? { temperature: 0 } : {}),
    ...(dialect.seed ? { seed: 0 } : {}),
    ...(topLogprobs > 0 && dialect.logprobs
      ? { logprobs: true, top_logprobs: Math.min(Math.max(Math.round(topLogprobs), 1), mostTop) }
      : {}),
    ...format(ask, dialect),
  };
}

function format({ schema }: Ask, dialect: Dialect): Record<string, unknown> {
  if (schema === undefined || dialect.format === 'text') return {};
  if (dialect.format === 'json_object') return { response_format: { type: 'json_object' } };
  const json_schema = { name: schema.name, strict: true, schema: schema.schema };
  return { response_format: { type: 'json_schema', json_schema } };
}

function withoutSystem(messages: readonly Message[]): readonly Message[] {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const rest = messages.filter(({ role }) => role !== 'system');
  const [first, ...others] = rest;
  if (first?.role !== 'user') return [{ role: 'user', content: system.join('\n\n') }, ...rest];
  return [{ role: 'user', content: [...system, first.content].join('\n\n') }, ...others];
}
