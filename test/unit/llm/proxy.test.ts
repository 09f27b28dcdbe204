import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { ApiKey } from '../../../src/llm/apiKey.ts';
import { type Send, sendJson } from '../../../src/llm/http/sendJson.ts';
import { certificateFor } from '../../support/certificate.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

describe('a language model behind a proxy', () => {
  let folder: TemporaryFolder;
  let proxy: Server;
  /** Requests for tunnels, and plain ones. */
  let tunnels: IncomingMessage[];
  let plain: IncomingMessage[];
  let sockets: Duplex[];
  let refusal: string | null;
  let port: number;

  beforeEach(async () => {
    folder = temporaryFolder();
    [tunnels, plain, sockets, refusal, port] = [[], [], [], null, 0];
    proxy = createServer((request, response) => {
      plain.push(request);
      request.resume();
      response.end('{"by":"proxy"}');
    });
    proxy.on('connect', (request, socket) => {
      tunnels.push(request);
      sockets.push(socket);
      socket.on('error', () => undefined);
      if (refusal !== null) return void socket.end(refusal);
      const server = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(server).pipe(socket);
      });
      server.on('error', () => socket.destroy());
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    proxy.closeAllConnections();
    proxy.close();
    await once(proxy, 'close');
    folder.remove();
  });

  const address = (): string => `http://user:pass%21@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const send = (url: string, env: NodeJS.ProcessEnv): Send => ({
    url: new URL(url),
    body: { x: 1 },
    key: ApiKey.of('sk-hidden-7', 'test'),
    timeout: 5000,
    env,
  });

  it('is asked for by its whole address where it speaks http', async () => {
    const reply = await sendJson(send('http://llm.internal:8000/v1/chat/completions', { HTTP_PROXY: address() }));
    assert.equal(reply.text, '{"by":"proxy"}');
    assert.equal(plain[0]?.url, 'http://llm.internal:8000/v1/chat/completions');
    assert.equal(plain[0]?.headers.host, 'llm.internal:8000');
    assert.equal(plain[0]?.headers['proxy-authorization'], `Basic ${btoa('user:pass!')}`);
  });

  it('is asked past it on this machine', async () => {
    const own = createServer((_, response) => response.end('{"by":"own"}')).listen(0, '127.0.0.1');
    await once(own, 'listening');
    try {
      const url = `http://127.0.0.1:${(own.address() as AddressInfo).port}/v1/models`;
      const reply = await sendJson(send(url, { HTTP_PROXY: address(), ALL_PROXY: address() }));
      assert.equal(reply.text, '{"by":"own"}');
      assert.equal(plain.length, 0);
    } finally {
      own.closeAllConnections();
      own.close();
    }
  });

  it('is not reached where the proxy refuses, and the key stays here', async () => {
    refusal = 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n';
    const asked = sendJson(send('https://llm.example/v1/models', { HTTPS_PROXY: address() }));
    await assert.rejects(asked, /answered 407 when asked for llm\.example:443/);
    assert.equal(tunnels[0]?.headers.authorization, undefined);
  });

  it('is reached in one tunnel for many questions', async function () {
    this.timeout(30_000);
    const certificate = certificateFor('llm.example', folder);
    if (certificate === null) return void this.skip();
    let asked = 0;
    const server = createSecureServer(certificate, (request, response) => {
      request.resume();
      response.end(JSON.stringify({ asked: ++asked, key: request.headers.authorization }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
    const here = (path: string): string => JSON.stringify(join(process.cwd(), path));
    try {
      const program = folder.write(
        'ask.mts',
        `import { sendJson } from ${here('src/llm/http/sendJson.ts')};
         import { ApiKey } from ${here('src/llm/apiKey.ts')};
         const key = ApiKey.of('sk-hidden-7', 'test');
         const url = new URL('https://llm.example/v1/chat/completions');
         for (let at = 1; at <= 3; at++) {
           const { text } = await sendJson({ url, body: {}, key, timeout: 5000 });
           const said = JSON.parse(text);
           if (said.asked !== at || said.key !== 'Bearer sk-hidden-7') process.exit(1);
         }
         process.exit(0);`,
      );
      const env = { ...process.env, HTTPS_PROXY: address(), NODE_EXTRA_CA_CERTS: certificate.path };
      const child = fork(program, [], { execArgv: ['--import', 'tsx'], env });
      assert.deepEqual(await once(child, 'exit'), [0, null]);
      assert.equal(tunnels.length, 1);
      assert.equal(tunnels[0]?.url, 'llm.example:443');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
