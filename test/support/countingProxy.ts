import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Passes requests on to a server and counts the questions that it answered. */
export interface CountingProxy {
  /** Base address, ending in `/v1`. */
  readonly url: string;
  /** How often each body of a question was answered with success. */
  readonly answered: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** Starts one on 127.0.0.1. @param base of the server, ending in `/v1` */
export async function countingProxy(base: string): Promise<CountingProxy> {
  const answered = new Map<string, number>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const body = Buffer.concat(parts).toString('utf8');
      const target = `${base}${(request.url ?? '').replace(/^\/v1/u, '')}`;
      try {
        const answer = await fetch(target, {
          method: request.method ?? 'GET',
          headers: { 'content-type': 'application/json' },
          ...(body === '' ? {} : { body }),
        });
        const text = await answer.text();
        if (answer.ok && body !== '') answered.set(body, (answered.get(body) ?? 0) + 1);
        response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
        response.end(text);
      } catch (error) {
        response.writeHead(502);
        response.end(String(error));
      }
    });
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    answered,
    stop: () =>
      new Promise(stopped => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}
