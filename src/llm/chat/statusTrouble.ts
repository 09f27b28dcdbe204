import type { Endpoint } from '../endpoint.ts';
import type { Reply } from '../http/sendJson.ts';
import { LlmError } from '../llmError.ts';
import { isObject, type Json } from '../parse/json.ts';

/** What a server said of an error: its message, or the beginning of its body, on one line. */
export function refusalOf(text: string): string {
  let said = text;
  try {
    const body = JSON.parse(text) as Json;
    const error = isObject(body) ? (body.error ?? body.detail ?? body.message) : undefined;
    if (typeof error === 'string') said = error;
    else if (error !== undefined && error !== null) {
      said = isObject(error) && typeof error.message === 'string' ? error.message : JSON.stringify(error);
    }
  } catch {
    // Not JSON: a page of a proxy, or plain text.
  }
  return said
    .slice(0, 2000)
    .replace(/<[^>]{0,200}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A reply that is no answer, in words for the user. */
export function statusTrouble({ base, key }: Endpoint, model: string, reply: Reply, now = Date.now()): LlmError {
  const { status } = reply;
  const full = refusalOf(reply.text);
  const short = full.length > 300 ? `${full.slice(0, 300)}…` : full;
  const said = short === '' ? '' : `: ${key?.hide(short) ?? short}`;
  const wait = retryAfter(reply.headers['retry-after'], now);
  const what = `${base.host} answered ${status}${said}.`;
  if (
    /context (length|size|window)|maximum context|exceed_context_size|too many tokens|prompt is too long/i.test(full)
  ) {
    return new LlmError(`${what} The texts are too long for the model: give it more context.`, 'too-long');
  }
  if (status === 429) {
    if (/insufficient_quota|billing|credit/i.test(reply.text.slice(0, 4000))) {
      return new LlmError(`${what} The account has nothing left: see to it with the provider.`, 'refused');
    }
    return new LlmError(`${what} Ask less at a time (--concurrency, --rpm), or go on later.`, 'busy', wait);
  }
  if (status === 503 || status === 529) {
    return new LlmError(`${what} It is loading or overloaded: go on in a while.`, 'busy', wait);
  }
  if (status === 408 || status === 425 || status >= 500) {
    return new LlmError(`${what} See the server's log, or go on later.`, 'broken', wait);
  }
  if (status === 401 || status === 403) {
    const cure = key === null ? 'Give a key: name its environment variable.' : 'Check the key and what it may do.';
    return new LlmError(`${what} ${cure}`, 'refused');
  }
  if (status === 404) {
    return new LlmError(`${what} Check the address (${base.href}) and the model's name (${model}).`, 'refused');
  }
  if (status === 413) return new LlmError(`${what} The texts are too long for the server.`, 'too-long');
  return new LlmError(`${what} Check the address and the model's name.`, 'refused');
}

/** Milliseconds that a `Retry-After` header asks to wait: seconds, or a date. At most an hour; null where it says neither. */
export function retryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  const wait = /^\d{1,7}(\.\d{1,6})?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), 3_600_000) : null;
}
