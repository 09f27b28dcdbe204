import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect as tlsConnect } from 'node:tls';
import { openTunnel, ProxyRefusal, stalled } from '../net/openTunnel.ts';
import { isLocal, proxyFor } from '../net/proxyFor.ts';
import { ModelError } from './modelError.ts';

/** A request for a file. */
export interface Get {
  readonly url: string;
  /** Range and If-Range. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sent to the first address's origin only, never after a redirect to another. */
  readonly token: string | null;
  /** Milliseconds without a byte after which the server is given up. */
  readonly stall: number;
  readonly signal: AbortSignal;
  /** A redirect to another host is refused. */
  readonly sameHost?: true;
}

/** An answer, after redirects; `linked` holds what the first servers said of the file that they pointed to. */
export interface Answer {
  readonly response: IncomingMessage;
  readonly linkedEtag: string | null;
}

const redirects = [301, 302, 303, 307, 308];
const mostRedirects = 6;

/**
 * Sends a GET and follows up to six redirects. Only https, but for this machine: what comes over http could be anybody's.
 *
 * @throws ModelError for an address that is refused, or as `http.request`
 */
export async function httpGet(get: Get): Promise<Answer> {
  let url = checked(get.url, null);
  const { origin } = url;
  let linkedEtag: string | null = null;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const token = get.token !== null && url.origin === origin ? { authorization: `Bearer ${get.token}` } : {};
    const response = await send(url, { ...get, headers: { ...get.headers, ...token } });
    const etag = response.headers['x-linked-etag'];
    if (typeof etag === 'string') linkedEtag = etag;
    const { location } = response.headers;
    if (location === undefined || !redirects.includes(response.statusCode ?? 0)) return { response, linkedEtag };
    response.destroy();
    const next = checked(location, url);
    if (get.sameHost === true && next.host !== url.host) {
      throw new ModelError(
        'server',
        `${url.host} sends on to ${next.host}, which was not named`,
        'Open the address in a browser',
      );
    }
    url = next;
  }
  throw new ModelError('server', `${get.url} is redirected more than ${mostRedirects} times`, 'Try another source');
}

/** Reads an address. @throws ModelError unless it is https, or on this machine */
function checked(address: string, base: URL | null): URL {
  const url = URL.canParse(address, base?.href) ? new URL(address, base?.href) : null;
  if (url === null) {
    throw new ModelError('server', `${address} is no address`, 'Write one that begins with https://');
  }
  const local = url.protocol === 'http:' && isLocal(url.hostname) && (base === null || isLocal(base.hostname));
  if (url.protocol !== 'https:' && !local) {
    throw new ModelError(
      'server',
      `${url.protocol}//${url.host} is refused: only https is allowed, so that nobody on the way can look in`,
      'Name a server that speaks https',
    );
  }
  return url;
}

async function send(url: URL, { headers, stall, signal }: Get): Promise<IncomingMessage> {
  const proxy = proxyFor(url, process.env);
  const tunnel = proxy === null ? null : await tunnelTo(url, proxy, stall, signal);
  const all = { 'user-agent': 'pairlens', accept: '*/*', 'accept-encoding': 'identity', ...headers };
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  // With an agent, also with `false`, Node makes the connection itself, past the tunnel.
  const through =
    tunnel === null
      ? { agent: false }
      : {
          createConnection: () => tlsConnect({ socket: tunnel, servername: url.hostname, ALPNProtocols: ['http/1.1'] }),
        };
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: all, signal, ...through }, response => {
      response.setTimeout(stall, () => response.destroy(stalled(url, stall)));
      resolve(response);
    });
    sent.setTimeout(stall, () => sent.destroy(stalled(url, stall)));
    sent.on('error', error => {
      tunnel?.destroy();
      reject(error);
    });
    sent.on('close', () => tunnel?.destroy());
    sent.end();
  });
}

/** Plain http never goes through a proxy: it is for this machine only. @throws ModelError where the proxy refuses */
async function tunnelTo(url: URL, proxy: URL, stall: number, signal: AbortSignal): Promise<Duplex> {
  try {
    return await openTunnel(proxy, { hostname: url.hostname, port: Number(url.port || 443) }, stall, signal);
  } catch (error) {
    if (!(error instanceof ProxyRefusal)) throw error;
    throw new ModelError('denied', error.message, 'Check HTTPS_PROXY, or name the host in NO_PROXY', { cause: error });
  }
}
