import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { proxyFor } from '../../net/proxyFor.ts';
import type { ApiKey } from '../apiKey.ts';
import { LlmError } from '../llmError.ts';
import { agentFor } from './tunnelAgent.ts';

/** A request to a server. */
export interface Send {
  readonly url: URL;
  /** Sent as JSON with POST; without it, GET. */
  readonly body?: unknown;
  readonly key: ApiKey | null;
  /** Milliseconds from sending to the last byte of the answer. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
  readonly env?: NodeJS.ProcessEnv;
}

/** What came back, whatever its status. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** Largest reply (bytes). One with 20 log-probabilities for each of 4,096 tokens takes about 8 MB. */
const mostBytes = 32 * 1024 * 1024;
const mostRedirects = 3;

/**
 * Sends a request and reads the reply. Redirects are followed within the server only: elsewhere neither the key nor the
 * texts may go.
 *
 * @throws LlmError (`broken`, or `refused` for redirects), or the signal's reason
 */
export async function sendJson(send: Send): Promise<Reply> {
  let { url } = send;
  const end = AbortSignal.timeout(send.timeout);
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const reply = await once(url, send, end);
    const { location } = reply.headers;
    if (location === undefined || ![301, 302, 303, 307, 308].includes(reply.status)) return reply;
    const next = URL.canParse(location, url.href) ? new URL(location, url.href) : null;
    if (next === null || next.origin !== url.origin) {
      const where = next === null ? 'no address' : next.origin;
      const problem = `${url.host} points to ${where}, where neither texts nor key are sent unasked.`;
      throw new LlmError(`${problem} If you trust it, name it as the server.`, 'refused');
    }
    url = next;
  }
  throw new LlmError(`${url.host} redirects in a circle. Check the address.`, 'refused');
}

async function once(url: URL, send: Send, end: AbortSignal): Promise<Reply> {
  send.signal?.throwIfAborted();
  const signal = send.signal === undefined ? end : AbortSignal.any([send.signal, end]);
  try {
    try {
      return await exchange(url, send, signal, false);
    } catch (error) {
      // The server closed a kept connection just as it was used: it has read nothing.
      if (!(error instanceof StaleConnection)) throw error;
      return await exchange(url, send, signal, true);
    }
  } catch (error) {
    send.signal?.throwIfAborted();
    if (error instanceof LlmError) throw error;
    throw lost(url, send, end.aborted, error);
  }
}

class StaleConnection extends Error {}

function exchange(url: URL, send: Send, signal: AbortSignal, fresh: boolean): Promise<Reply> {
  const { key, timeout, env = process.env } = send;
  const body = send.body === undefined ? null : Buffer.from(JSON.stringify(send.body));
  const proxy = proxyFor(url, env);
  const headers = {
    'user-agent': 'pairlens',
    accept: 'application/json',
    'accept-encoding': 'identity',
    ...(body === null ? {} : { 'content-type': 'application/json', 'content-length': String(body.length) }),
    ...(key === null ? {} : { authorization: key.authorization() }),
  };
  const agent = fresh && proxy === null ? false : agentFor(url.protocol, proxy, timeout);
  const options = { method: body === null ? 'GET' : 'POST', headers, signal, agent };
  return new Promise((resolve, reject) => {
    const sent = begin(url, proxy, options);
    sent.on('response', response => {
      read(response).then(resolve, reject);
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const stale = sent.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(error.code ?? '') && sent.res === undefined;
      reject(stale ? new StaleConnection() : error);
    });
    sent.end(body);
  });
}

/** Plain http goes through a proxy as a request to it for the whole address. */
function begin(url: URL, proxy: URL | null, options: RequestOptions): Request {
  if (url.protocol === 'https:') return httpsRequest(url, options);
  if (proxy === null) return httpRequest(url, options);
  const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const own = proxy.username === '' ? {} : { 'proxy-authorization': `Basic ${btoa(user)}` };
  const headers = { ...options.headers, ...own, host: url.host };
  return httpRequest(proxy, { ...options, path: url.href, headers });
}

/** A request; Node gives it the response that has begun, which the types leave out. */
type Request = ClientRequest & { readonly res?: IncomingMessage };

async function read(response: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) {
      response.destroy();
      const size = `${mostBytes / 1024 / 1024} MB`;
      throw new LlmError(`The server's reply is larger than ${size} and was given up. Check the address.`, 'broken');
    }
    chunks.push(chunk);
  }
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: Buffer.concat(chunks).toString('utf8'),
  };
}

function lost({ host }: URL, { key, timeout }: Send, late: boolean, error: unknown): LlmError {
  if (late) {
    const problem = `${host} did not answer within ${Math.round(timeout / 100) / 10} s.`;
    return new LlmError(`${problem} Ask a faster model, or raise the time limit.`, 'broken', null, { cause: error });
  }
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'nothing listens there',
    ENOTFOUND: 'there is no host of this name',
  };
  const said = known[code ?? ''] ?? code ?? key?.hide(message) ?? message;
  const cure = 'Check that the server runs, and its address.';
  return new LlmError(`${host} can't be asked: ${said}. ${cure}`, 'broken', null, { cause: code ?? 'lost' });
}
