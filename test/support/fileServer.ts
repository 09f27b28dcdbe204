import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a server misbehaves, once for each answer, in turn; then it behaves. */
export type Trouble =
  | { readonly kind: 'status'; readonly status: number }
  /** Sends so many bytes and breaks the connection. */
  | { readonly kind: 'break'; readonly after: number }
  /** Sends so many bytes and then nothing more. */
  | { readonly kind: 'stall'; readonly after: number }
  | { readonly kind: 'redirect'; readonly to: string };

/** A file server on 127.0.0.1 that tests script. */
export interface FileServer {
  readonly url: string;
  /** Content by path. */
  readonly files: Map<string, Buffer>;
  readonly troubles: Trouble[];
  /** Requests so far. */
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  /** Whether it answers ranges (default true). */
  ranges: boolean;
  /** Whether it states lengths (default true). */
  lengths: boolean;
  /** Headers of every answer. */
  extra: Record<string, string>;
  stop(): Promise<void>;
}

/** Starts one on a free port. */
export async function fileServer(): Promise<FileServer> {
  const server = createServer((request, response) => answer(self, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const self: FileServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files: new Map(),
    troubles: [],
    requests: [],
    ranges: true,
    lengths: true,
    extra: {},
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return self;
}

function answer(server: FileServer, request: IncomingMessage, response: ServerResponse): void {
  const path = decodeURIComponent(request.url ?? '/');
  server.requests.push({ path, headers: request.headers });
  const content = server.files.get(path);
  const trouble = content === undefined ? undefined : server.troubles.shift();
  if (content === undefined) return void response.writeHead(404).end('no such file');
  if (trouble?.kind === 'status') return void response.writeHead(trouble.status).end('no');
  if (trouble?.kind === 'redirect')
    return void response.writeHead(302, { location: trouble.to, ...server.extra }).end();
  const etag = `"${createHash('sha256').update(content).digest('hex').slice(0, 16)}"`;
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const fresh = request.headers['if-range'] === undefined || request.headers['if-range'] === etag;
  const from = range && server.ranges && fresh ? Number(range[1]) : 0;
  if (from > 0 && from >= content.length) return void response.writeHead(416).end();
  const body = content.subarray(from);
  const length = server.lengths ? { 'content-length': String(body.length) } : {};
  const headers = { etag, ...length, ...server.extra };
  if (from > 0) {
    const whole = `bytes ${from}-${content.length - 1}/${content.length}`;
    response.writeHead(206, { ...headers, 'content-range': whole });
  } else response.writeHead(200, headers);
  if (trouble === undefined) return void response.end(body);
  response.write(body.subarray(0, trouble.after), () => {
    if (trouble.kind === 'break') setTimeout(() => response.destroy(), 20);
  });
}
