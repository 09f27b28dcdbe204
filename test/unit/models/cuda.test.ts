import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type CudaPin, cudaPins } from '../../../src/models/cuda/cudaPins.ts';
import { cudaRuntime } from '../../../src/models/cuda/cudaRuntime.ts';
import { type CudaOptions, cudaPinFor, installCuda } from '../../../src/models/cuda/installCuda.ts';
import { type ShippedRuntime, shippedRuntime } from '../../../src/models/cuda/shippedRuntime.ts';
import type { ModelFile } from '../../../src/models/installedModel.ts';
import { networkOf } from '../../../src/models/network.ts';
import { type FileServer, fileServer } from '../../support/fileServer.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { zipFile } from '../../support/zipFile.ts';

describe('CUDA support', () => {
  let folder: TemporaryFolder;
  let server: FileServer;
  let pin: CudaPin;
  let runtime: ShippedRuntime;
  const libraries = { 'libcuda.so': Buffer.from('cuda provider'), 'libshared.so': Buffer.from('shared') };
  const wheel = zipFile([
    ...Object.entries(libraries).map(([name, content]) => ({ name: `deep/inside/${name}`, content })),
    { name: '../../evil.so', content: Buffer.from('not asked for') },
  ]);
  const hash = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

  beforeEach(async () => {
    folder = temporaryFolder();
    server = await fileServer();
    server.files.set('/provider.whl', wheel);
    pin = {
      version: '9.9.9',
      target: 'linux-x64',
      archive: { url: `${server.url}/provider.whl`, sha256: hash(wheel), bytes: wheel.length },
      libraries: Object.entries(libraries).map(
        ([path, content]): ModelFile => ({ path, sha256: hash(content), bytes: content.length }),
      ),
      needs: 'It needs CUDA.',
    };
    const write = (path: string, content: string): void => {
      mkdirSync(join(folder.path, path, '..'), { recursive: true });
      writeFileSync(join(folder.path, path), content);
    };
    write('node/package.json', '{"name": "onnxruntime-node", "version": "9.9.9", "main": "dist/index.js"}');
    write('node/dist/index.js', 'module.exports = { common: require("onnxruntime-common") };');
    write('node/dist/index.js.map', '{}');
    write('node/bin/napi-v6/linux/x64/binding.node', 'binding');
    write('node/bin/napi-v6/win32/x64/binding.node', 'another system’s');
    write('common/package.json', '{"name": "onnxruntime-common", "main": "index.js"}');
    write('common/index.js', 'module.exports = "common";');
    runtime = { version: '9.9.9', node: join(folder.path, 'node'), common: join(folder.path, 'common') };
  });
  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  const models = (): string => join(folder.path, 'models');
  const install = (more: Partial<CudaOptions> = {}) =>
    installCuda({
      folder: models(),
      network: networkOf({}),
      runtime,
      target: 'linux-x64',
      pins: [pin],
      signal: new AbortController().signal,
      onProgress: () => undefined,
      ...more,
    });

  it('puts the pinned libraries, and no others, beside a copy of the runtime that can be loaded', async () => {
    assert.equal(await cudaRuntime(models(), '9.9.9', 'linux-x64'), null);
    const installed = await install();
    assert.equal(installed.needs, 'It needs CUDA.');
    const entry = await cudaRuntime(models(), '9.9.9', 'linux-x64');
    assert.ok(entry !== null);
    const natives = join(entry, 'bin', 'napi-v6', 'linux', 'x64');
    assert.deepEqual(readFileSync(join(natives, 'libcuda.so')), libraries['libcuda.so']);
    assert.ok(existsSync(join(natives, 'binding.node')) && existsSync(join(natives, 'libshared.so')));
    for (const absent of ['dist/index.js.map', 'bin/napi-v6/win32', '../../evil.so']) {
      assert.ok(!existsSync(join(entry, absent)), absent);
    }
    assert.ok(!existsSync(join(installed.folder, 'provider.whl')));
    assert.deepEqual(createRequire(import.meta.url)(entry), { common: 'common' });
    // Another version of the runtime does not take it.
    assert.equal(await cudaRuntime(models(), '9.9.10', 'linux-x64'), null);
  });

  it('takes a wheel that the user brought', async () => {
    await install({ from: folder.write('brought.whl', wheel), network: networkOf({ PAIRLENS_OFFLINE: '1' }) });
    assert.equal(server.requests.length, 0);
    assert.notEqual(await cudaRuntime(models(), '9.9.9', 'linux-x64'), null);
  });

  it('installs nothing that is not pinned, or not as pinned', async () => {
    server.files.set('/provider.whl', Buffer.concat([wheel.subarray(1), Buffer.from('x')]));
    await assert.rejects(install(), /is not the file that was asked for/);
    assert.equal(await cudaRuntime(models(), '9.9.9', 'linux-x64'), null);
    await assert.rejects(install({ pins: [] }), /ONNX Runtime 9\.9\.9 is not pinned by its SHA-256/);
    const other = zipFile([{ name: 'libcuda.so', content: Buffer.from('evil providers') }]);
    await assert.rejects(install({ from: folder.write('other.whl', other) }), /does not hold libcuda\.so/);
  });

  it('says what runs models on the GPU where there is none', () => {
    const { version } = shippedRuntime();
    assert.equal(cudaPinFor(version, 'linux-x64').version, version, 'the shipped runtime is pinned');
    assert.throws(() => cudaPinFor(version, 'win32-x64'), /DirectML and WebGPU are built in/);
    assert.throws(() => cudaPinFor(version, 'darwin-arm64'), /CoreML and WebGPU/);
    assert.throws(() => cudaPinFor(version, 'linux-arm64'), /no CUDA support for linux-arm64/);
    for (const { archive, libraries: files } of cudaPins) {
      assert.ok(archive.url.startsWith('https://') && archive.url.endsWith('.whl'));
      for (const { sha256 } of [archive, ...files]) assert.match(sha256, /^[0-9a-f]{64}$/);
    }
  });
});
