import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { madeDataset } from './support/madeDataset.ts';

const comparisons = 4000;
const options = ['--models', 'none', '--fit-sample', '500', '--without', 'strength,forest,boosted,ngram'];

describe('pairlens audit of a large file', function () {
  this.timeout(240_000);
  let folder: TemporaryFolder;
  let path: string;
  let storage: string;

  before(() => {
    folder = temporaryFolder();
    path = folder.write('made.jsonl', madeDataset(comparisons));
    storage = join(folder.path, 'storage');
  });
  after(() => folder.remove());

  const audit = (out: string) => {
    const args = ['dist/cli.cjs', 'audit', path, ...options, '--out', join(folder.path, out)];
    const env = { ...process.env, PAIRLENS_STORAGE: storage };
    const process_ = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    process_.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    return { process: process_, said: () => said, ended: once(process_, 'close') };
  };
  const unfinished = (): string[] => {
    const audits = join(storage, 'audits');
    return existsSync(audits) ? readdirSync(audits).filter(name => name.startsWith('unfinished-')) : [];
  };
  const chunkBytes = (): number =>
    unfinished()
      .filter(name => name.endsWith('.chunks'))
      .reduce((sum, name) => sum + statSync(join(storage, 'audits', name)).size, 0);

  it('goes on where it was killed: it neither fits again nor judges again', async () => {
    const first = audit('first');
    const sizes: number[] = [];
    while (sizes.length < 3 && first.process.exitCode === null) {
      const size = chunkBytes();
      if (size > (sizes.at(-1) ?? 0)) sizes.push(size);
      await wait(5);
    }
    assert.equal(first.process.exitCode, null, first.said());
    assert.match(first.said(), /Fitting on 5\d\d comparisons/);
    first.process.kill('SIGKILL');
    await first.ended;
    assert.ok(!existsSync(join(folder.path, 'first')), 'the killed audit has written its folder');
    const second = audit('second');
    // The last chunk may have been cut off.
    const kept = sizes[0]!;
    let least = Number.POSITIVE_INFINITY;
    while (second.process.exitCode === null) {
      if (unfinished().some(name => name.endsWith('.chunks'))) least = Math.min(least, chunkBytes());
      await wait(5);
    }
    await second.ended;
    assert.equal(second.process.exitCode, 0, second.said());
    assert.ok(!second.said().includes('Fitting'), second.said());
    assert.ok(least >= kept, `${least} of ${kept} bytes were kept`);
    assert.ok(existsSync(join(folder.path, 'second', 'report.html')));
    assert.deepEqual(unfinished(), []);
  });
});
