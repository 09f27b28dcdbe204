import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Download, type DownloadOptions, download } from '../../../src/models/download.ts';
import type { ModelError } from '../../../src/models/modelError.ts';
import { whatWentWrong } from '../../../src/models/networkTrouble.ts';
import { type FileServer, fileServer } from '../../support/fileServer.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

describe('a download', () => {
  let folder: TemporaryFolder;
  let server: FileServer;
  const content = randomBytes(300_000);
  const sha256 = createHash('sha256').update(content).digest('hex');

  beforeEach(async () => {
    folder = temporaryFolder();
    server = await fileServer();
    server.files.set('/model', content);
  });
  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  const target = (): string => join(folder.path, 'model.onnx');
  const get = (file: Partial<Download> = {}, options: Partial<DownloadOptions> = {}) =>
    download(
      { url: `${server.url}/model`, target: target(), sha256, bytes: content.length, limit: 1e6, ...file },
      { signal: new AbortController().signal, pauses: [1, 1], stall: 5_000, ...options },
    );
  const failure = async (fetching: Promise<unknown>): Promise<ModelError> => {
    try {
      await fetching;
    } catch (error) {
      return error as ModelError;
    }
    return assert.fail('it did not fail');
  };
  const ranges = (): (string | undefined)[] => server.requests.map(({ headers }) => headers.range);

  it('writes the file whole, and nothing else', async () => {
    const seen: number[] = [];
    const fetched = await get({}, { onProgress: done => seen.push(done) });
    assert.deepEqual(fetched, { sha256, bytes: content.length });
    assert.deepEqual(readFileSync(target()), content);
    assert.deepEqual(readdirSync(folder.path), ['model.onnx']);
    assert.equal(seen[0], 0);
    assert.equal(seen.at(-1), content.length);
  });

  it('goes on where a broken connection stopped', async () => {
    server.troubles.push({ kind: 'break', after: 100_000 });
    assert.equal((await get()).sha256, sha256);
    assert.equal(server.requests.length, 2);
    const from = Number(/^bytes=(\d+)-$/.exec(ranges()[1] ?? '')?.[1]);
    assert.ok(from > 0 && from <= 100_000, `asked from ${from}`);
    assert.deepEqual(readFileSync(target()), content);
  });

  it('goes on where an earlier run stopped', async () => {
    server.troubles.push({ kind: 'stall', after: 50_000 });
    const stop = new AbortController();
    const stopped = get(
      {},
      { signal: stop.signal, onProgress: done => done >= 50_000 && setTimeout(() => stop.abort(), 100) },
    );
    assert.equal((await failure(stopped)).name, 'AbortError');
    assert.ok(existsSync(`${target()}.part`) && !existsSync(target()));
    assert.ok(!existsSync(`${target()}.part.lock`));
    await get();
    assert.match(ranges()[1] ?? '', /^bytes=[1-9]\d*-$/);
    assert.deepEqual(readFileSync(target()), content);
  });

  it('starts again if the server has another file by now', async () => {
    server.troubles.push({ kind: 'break', after: 100_000 });
    await failure(get({}, { pauses: [] }));
    const other = randomBytes(200_000);
    server.files.set('/model', other);
    const hash = createHash('sha256').update(other).digest('hex');
    await get({ sha256: hash, bytes: other.length });
    assert.notEqual(ranges()[1], undefined);
    assert.deepEqual(readFileSync(target()), other);
  });

  it('starts again if the server ignores ranges', async () => {
    server.ranges = false;
    server.troubles.push({ kind: 'break', after: 100_000 });
    await get();
    assert.deepEqual(readFileSync(target()), content);
  });

  it('starts again from a part that is as long as the file or longer', async () => {
    server.troubles.push({ kind: 'break', after: 100_000 });
    await failure(get({}, { pauses: [] }));
    folder.write('model.onnx.part', Buffer.alloc(content.length));
    await get();
    assert.deepEqual(readFileSync(target()), content);
  });

  it('gives a stalled server up, and tries again', async () => {
    server.troubles.push({ kind: 'stall', after: 10_000 });
    await get({}, { stall: 200 });
    assert.deepEqual(readFileSync(target()), content);
    assert.equal(server.requests.length, 2);
  });

  it('tries a busy server three times, and then says so', async () => {
    server.troubles.push(...[503, 429, 500].map(status => ({ kind: 'status', status }) as const));
    const error = await failure(get());
    assert.equal(error.kind, 'server');
    assert.match(error.message, /answered 500/);
    assert.equal(server.requests.length, 3);
  });

  for (const [status, kind, words] of [
    [401, 'denied', /HF_TOKEN/],
    [403, 'denied', /refuses/],
    [404, 'not-found', /has no/],
  ] as const) {
    it(`says what ${status} means, and does not ask twice`, async () => {
      server.troubles.push({ kind: 'status', status });
      const error = await failure(get());
      assert.equal(error.kind, kind);
      assert.match(error.message, words);
      assert.equal(server.requests.length, 1);
    });
  }

  it('throws away what has another hash', async () => {
    const error = await failure(get({ sha256: 'ab'.repeat(32) }));
    assert.equal(error.kind, 'mismatch');
    assert.match(error.message, /is not the file that was asked for/);
    assert.deepEqual(readdirSync(folder.path), []);
  });

  it('takes the hash that a hub states with a redirect', async () => {
    server.extra = { 'x-linked-etag': `"${'cd'.repeat(32)}"` };
    server.troubles.push({ kind: 'redirect', to: '/model' });
    assert.equal((await failure(get({ sha256: null }))).kind, 'mismatch');
    server.extra = { 'x-linked-etag': `"${sha256}"` };
    assert.equal((await get({ sha256: null })).sha256, sha256);
  });

  it('takes no more than the limit, also from a server that states no length', async () => {
    assert.equal((await failure(get({ limit: 1000, bytes: null }))).kind, 'mismatch');
    server.lengths = false;
    assert.equal((await failure(get({ limit: 1000, bytes: null, sha256: null }))).kind, 'mismatch');
  });

  it('notices a wrong length before the first byte', async () => {
    const error = await failure(get({ bytes: content.length - 1 }));
    assert.equal(error.kind, 'mismatch');
    assert.match(error.message, /it has 300000 bytes, not 299999/);
  });

  it('says that a server is not reached', async () => {
    await server.stop();
    const error = await failure(get());
    assert.equal(error.kind, 'offline');
    assert.match(error.message, /can't be reached \(ECONNREFUSED\)/);
    server = await fileServer();
  });

  it('says that the disk is full, and what of the file is kept', () => {
    const full = whatWentWrong(Object.assign(new Error('write'), { code: 'ENOSPC' }), 'https://hub.example/x');
    assert.equal(full.kind, 'disk');
    assert.match(full.message, /disk is full\. Make room and run it again: what came so far is kept/);
  });

  it('asks for room before the first byte', async () => {
    server.lengths = false;
    server.extra = { 'content-length': String(2 ** 50) };
    const error = await failure(get({ bytes: null, sha256: null, limit: 2 ** 51 }, { pauses: [] }));
    assert.equal(error.kind, 'disk');
    assert.match(error.message, /MiB free, and 1073741824 MiB are needed/);
  });

  it('asks nobody when it is to stay offline', async () => {
    assert.equal((await failure(get({}, { offline: true }))).kind, 'offline');
    assert.equal(server.requests.length, 0);
  });

  it('refuses http to other machines, and redirects to them', async () => {
    assert.match((await failure(get({ url: 'http://models.example/model' }))).message, /only https is allowed/);
    for (const to of ['http://models.example/model', 'file:///etc/passwd', 'ftp://models.example/']) {
      server.troubles.push({ kind: 'redirect', to });
      assert.match((await failure(get())).message, /only https is allowed/, to);
    }
  });

  it('gives a circle of redirects up', async () => {
    for (let i = 0; i < 10; i++) server.troubles.push({ kind: 'redirect', to: '/model' });
    assert.match((await failure(get())).message, /redirected more than 6 times/);
  });

  it('sends the token to the first server only', async () => {
    const other = await fileServer();
    other.files.set('/blob', content);
    server.troubles.push({ kind: 'redirect', to: `${other.url}/blob` });
    await get({}, { token: 'secret' });
    assert.equal(server.requests[0]?.headers.authorization, 'Bearer secret');
    assert.equal(other.requests[0]?.headers.authorization, undefined);
    await other.stop();
  });

  it('lets one process at a time fetch a file, and takes over from one that ended', async () => {
    const { hostname } = await import('node:os');
    folder.write('model.onnx.part.lock', `${process.pid} ${hostname()} x`);
    assert.equal((await failure(get())).kind, 'busy');
    // No process has this id: it is beyond the largest.
    folder.write('model.onnx.part.lock', `99999999 ${hostname()} x`);
    await get();
    assert.equal(statSync(target()).size, content.length);
  });
});
