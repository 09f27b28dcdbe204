import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';

/** A proxy that makes no connection to a host. */
export class ProxyRefusal extends Error {
  override readonly name = 'ProxyRefusal';

  constructor(
    /** Host (and port) of the proxy. */
    readonly proxy: string,
    readonly status: number,
    /** Host and port asked for. */
    readonly target: string,
  ) {
    super(`The proxy ${proxy} answered ${status} when asked for ${target}`);
  }
}

/**
 * Asks a proxy for a connection to a host.
 *
 * @param stall milliseconds without an answer after which the proxy is given up
 * @throws ProxyRefusal, or as `http.request`
 */
export function openTunnel(
  proxy: URL,
  target: { readonly hostname: string; readonly port: number },
  stall: number,
  signal?: AbortSignal,
): Promise<Duplex> {
  const asked = `${target.hostname}:${target.port}`;
  const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const credentials = proxy.username === '' ? {} : { 'proxy-authorization': `Basic ${btoa(user)}` };
  const request = proxy.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request({
      host: proxy.hostname,
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: asked,
      headers: { host: asked, ...credentials },
      agent: false,
      ...(signal === undefined ? {} : { signal }),
    });
    sent.setTimeout(stall, () => sent.destroy(stalled(proxy, stall)));
    sent.on('error', reject);
    sent.on('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new ProxyRefusal(proxy.host, statusCode, asked));
    });
    sent.end();
  });
}

/** A connection on which nothing has come for too long; it counts as a broken one. */
export function stalled({ host }: URL, milliseconds: number): Error {
  return Object.assign(new Error(`${host} sent nothing for ${milliseconds / 1000} s`), { code: 'ETIMEDOUT' });
}
