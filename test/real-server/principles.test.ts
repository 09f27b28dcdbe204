import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dist } from '../engine/support/engine.ts';
import { type CountingProxy, countingProxy } from '../support/countingProxy.ts';
import { type RealServer, startRealServer } from '../support/realServer.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

const sea = 'Select the response that speaks of the sea.';

/** 36 comparisons of a few words; the response with a word of the sea is chosen. */
function records(): string {
  const lines = Array.from({ length: 36 }, (_, at) => {
    const word = ['wave', 'tide', 'gull', 'boat'][at % 4];
    const [chosen, rejected] = [`A ${word} came${at % 3 ? '' : '!'}`, `A cart came${at % 5 ? '' : ', slowly'}`];
    return JSON.stringify({ prompt: `Day ${at}?`, chosen, rejected });
  });
  return `${lines.join('\n')}\n`;
}

// The model is a double: its votes are near chance, so what is looked at is that the run holds together, not what it finds.
describe('a run of pairlens principles with llama.cpp’s server', function () {
  this.timeout(600_000);
  let server: RealServer;
  let proxy: CountingProxy;
  let folder: TemporaryFolder;

  before(async () => {
    folder = temporaryFolder();
    folder.write('sea.jsonl', records());
    server = await startRealServer();
    await server.listening;
    proxy = await countingProxy(server.url);
  });
  after(async () => {
    await proxy?.stop();
    await server?.stop();
    folder?.remove();
  });

  const start = (): ChildProcess =>
    spawn(
      process.execPath,
      [
        ...[resolve(dist, 'cli.cjs'), 'principles', 'sea.jsonl', '--models', 'none', '--llm', proxy.url, '--resume'],
        ...[
          '--concurrency',
          '1',
          '--mode',
          'listed',
          '--proposals',
          '3',
          '--candidates',
          '2',
          '--rule',
          sea,
          '--no-judge',
          '--out',
          'made',
          '--json',
        ],
      ],
      {
        cwd: folder.path,
        env: { ...process.env, PAIRLENS_STORAGE: join(folder.path, 'storage') },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
  const finish = async (child: ChildProcess) => {
    let [stdout, stderr] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', text => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', text => (stderr += text));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stdout, stderr };
  };

  it('is interrupted, goes on, gives a constitution with held-out figures, and pays for no answer twice', async () => {
    const first = start();
    const ended = finish(first);
    // In the middle of the calibration's 72 questions; proposals and votes are to come.
    while (proxy.answered.size < 40 && first.exitCode === null) await new Promise(done => setTimeout(done, 20));
    first.kill('SIGINT');
    const { code, stderr } = await ended;
    assert.equal(code, 130, stderr);
    assert.match(stderr, /Run the same command with --resume/);
    assert.ok(!existsSync(join(folder.path, 'made')), 'nothing is written by a run that was stopped');
    const paid = proxy.answered.size;

    const second = await finish(start());
    assert.equal(second.code, 0, second.stderr);
    assert.ok(proxy.answered.size > paid, 'it went on');
    assert.deepEqual(
      [...proxy.answered].filter(([, times]) => times > 1),
      [],
      'no question was answered twice',
    );
    const { reconstruction, principles, model } = JSON.parse(second.stdout);
    assert.equal(reconstruction.n, 36);
    assert.equal(reconstruction.folds, 5);
    for (const way of ['plain', 'ranked', 'weighted']) {
      const { value, low, high } = reconstruction.ways[way];
      assert.ok(low <= value && value <= high, way);
    }
    assert.ok(principles.some((one: { text: string }) => one.text === sea));
    assert.equal(model.mode.mode, 'listed');
    assert.match(readFileSync(join(folder.path, 'made', 'constitution.md'), 'utf8'), /^# Constitution of sea\.jsonl/);
    assert.match(readFileSync(join(folder.path, 'made', 'figures.md'), 'utf8'), /How well it reconstructs the labels/);

    const asked = proxy.answered.size;
    const third = await finish(start());
    assert.equal(third.code, 0, third.stderr);
    assert.equal(proxy.answered.size, asked, 'a third run asks nothing');
    const again = JSON.parse(third.stdout);
    assert.deepEqual(again.reconstruction, reconstruction);
    assert.deepEqual(again.principles, principles);
  });
});
