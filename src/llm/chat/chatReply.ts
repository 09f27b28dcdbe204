import type { Answer, TokenLogprob } from '../languageModel.ts';
import { LlmError } from '../llmError.ts';
import { isList, isObject, type Json } from '../parse/json.ts';
import { thoughtsEnd, withoutThoughts } from '../parse/withoutThoughts.ts';

/** What of a reply is the answer; tokens are null where the server doesn't count. */
export interface ChatReply extends Omit<Answer, 'usage'> {
  readonly tokens: { readonly input: number; readonly cached: number; readonly output: number } | null;
  /** Thoughts that the model wrote besides its answer, for an estimate of their tokens. */
  readonly thoughts: string;
}

/** Reads the body of a chat completion. @throws LlmError (`broken`) where it is none */
export function readChatReply(body: Json): ChatReply {
  const choice = first(field(body, 'choices'));
  const message = field(choice, 'message');
  if (message === undefined || !isObject(message)) {
    throw new LlmError('The server answered with no chat completion. Check that it is OpenAI-compatible.', 'broken');
  }
  const finish = field(choice, 'finish_reason');
  const content = textOf(message.content) || textOf(message.refusal);
  const thoughts = textOf(message.reasoning_content) || textOf(message.reasoning);
  // Some servers take an answer for thoughts where the model doesn't think.
  const misplaced = content === '' && finish === 'stop';
  return {
    text: withoutThoughts(misplaced ? thoughts : content),
    thoughts: misplaced ? '' : thoughts,
    top: topOf(field(choice, 'logprobs')),
    finish: finish === 'stop' || finish === 'length' ? finish : finish === 'eos' ? 'stop' : 'other',
    tokens: tokensOf(body),
  };
}

function field(value: Json | undefined, name: string): Json | undefined {
  return value !== undefined && isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function first(value: Json | undefined): Json | undefined {
  return value !== undefined && isList(value) ? value[0] : undefined;
}

/** A text, or the texts of its parts. */
function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (value === undefined || !isList(value)) return '';
  return value.map(part => textOf(field(part, 'text'))).join('');
}

function count(value: Json | undefined): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function tokensOf(body: Json): ChatReply['tokens'] {
  const usage = field(body, 'usage');
  const input = count(field(usage, 'prompt_tokens'));
  const output = count(field(usage, 'completion_tokens'));
  if (input === null || output === null) return null;
  const cached =
    count(field(field(usage, 'prompt_tokens_details'), 'cached_tokens')) ??
    count(field(usage, 'prompt_cache_hit_tokens')) ??
    count(field(field(body, 'timings'), 'cache_n')) ??
    0;
  return { input, cached: Math.min(cached, input), output };
}

/** Likeliest tokens at each place of the answer: those of the thoughts before it are left out. */
function topOf(logprobs: Json | undefined): Answer['top'] {
  const content = field(logprobs, 'content');
  if (content === undefined || !isList(content) || content.length === 0) return null;
  const places = content.map(place => ({ token: textOf(field(place, 'token')), top: placeOf(place) }));
  const end = thoughtsEnd(places.map(({ token }) => token).join(''));
  let at = 0;
  const answer = places.filter(({ token }) => {
    at += token.length;
    return at - token.length >= end;
  });
  return answer.some(({ top }) => top.length > 0) ? answer.map(({ top }) => top) : null;
}

function placeOf(place: Json): readonly TokenLogprob[] {
  const given = field(place, 'top_logprobs');
  const all = [...(given !== undefined && isList(given) ? given : []), place].flatMap(entry => {
    const token = field(entry, 'token');
    const logprob = field(entry, 'logprob');
    // JSON has no infinity, and 1e999 is one.
    return typeof token === 'string' && typeof logprob === 'number' && Number.isFinite(logprob)
      ? [{ token, logprob: Math.min(logprob, 0) }]
      : [];
  });
  const unique = new Map(all.map(entry => [entry.token, entry]));
  return [...unique.values()].sort((a, b) => b.logprob - a.logprob);
}
