import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { download } from '../../../src/models/download.ts';
import type { ModelError } from '../../../src/models/modelError.ts';
import { certificateFor } from '../../support/certificate.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

describe('a download through a proxy', () => {
  let folder: TemporaryFolder;
  let proxy: Server;
  let asked: IncomingMessage[];
  /** Connections that the proxy no longer counts as its own. */
  let tunnels: Duplex[];
  /** What the proxy answers to CONNECT; null: it connects to the server on `port`. */
  let answer: string | null;
  let port = 0;
  const before = process.env.HTTPS_PROXY;

  beforeEach(async () => {
    folder = temporaryFolder();
    asked = [];
    tunnels = [];
    proxy = createServer((_, response) => response.writeHead(500).end());
    proxy.on('connect', (request, socket) => {
      asked.push(request);
      tunnels.push(socket);
      socket.on('error', () => undefined);
      if (answer !== null) return void socket.resume().end(answer);
      const server = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(server).pipe(socket);
      });
      server.on('error', () => socket.destroy());
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    process.env.HTTPS_PROXY = `http://user:pass%21@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    if (before === undefined) delete process.env.HTTPS_PROXY;
    else process.env.HTTPS_PROXY = before;
    for (const tunnel of tunnels) tunnel.destroy();
    proxy.closeAllConnections();
    proxy.close();
    await once(proxy, 'close');
    folder.remove();
  });

  const failure = async (): Promise<ModelError> => {
    const file = { url: 'https://models.example/x', sha256: null, bytes: null, limit: 10 };
    const options = { signal: new AbortController().signal, pauses: [], stall: 5_000 };
    try {
      await download({ ...file, target: join(folder.path, 'x') }, options);
    } catch (error) {
      return error as ModelError;
    }
    return assert.fail('it did not fail');
  };

  it('asks it for a tunnel, with the user’s credentials, and says when it refuses', async () => {
    answer = 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n';
    const error = await failure();
    assert.equal(error.kind, 'denied');
    assert.match(error.message, /answered 407 when asked for models\.example:443.*HTTPS_PROXY/);
    assert.equal(asked[0]?.url, 'models.example:443');
    assert.equal(asked[0]?.headers['proxy-authorization'], `Basic ${btoa('user:pass!')}`);
  });

  it('speaks TLS in the tunnel: what is not TLS is refused', async () => {
    answer = 'HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx';
    const error = await failure();
    assert.equal(error.kind, 'server');
    assert.equal(asked.length, 1);
  });

  it('fetches through the tunnel', async function () {
    this.timeout(30_000);
    const certificate = certificateFor('models.example', folder);
    if (certificate === null) return void this.skip();
    const server = createSecureServer(certificate, (_, response) => response.end('weights'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
    answer = null;
    try {
      const target = join(folder.path, 'x');
      const program = folder.write(
        'fetch.mts',
        `import { download } from ${JSON.stringify(join(process.cwd(), 'src/models/download.ts'))};
         const file = { url: 'https://models.example/x', target: process.argv[2], sha256: null, bytes: null, limit: 10 };
         await download(file, { signal: new AbortController().signal, pauses: [] });`,
      );
      const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificate.path };
      const child = fork(program, [target], { execArgv: ['--import', 'tsx'], env });
      assert.deepEqual(await once(child, 'exit'), [0, null]);
      assert.equal(readFileSync(target, 'utf8'), 'weights');
      assert.equal(asked[0]?.url, 'models.example:443');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
