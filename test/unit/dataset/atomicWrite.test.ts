import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync } from 'node:fs';
import promises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { atomicWrite } from '../../../src/dataset/atomicWrite.ts';
import type { DatasetError } from '../../../src/dataset/datasetError.ts';
import { temporaryName } from '../../../src/dataset/temporaryName.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

describe('a file that is replaced as a whole', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('is left as it was, with nothing beside it, where the disk is full; the error says what to do', async () => {
    const path = folder.write('data.jsonl', 'old');
    const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' });
    const work = atomicWrite(path, async handle => {
      await handle.writeFile('ne');
      throw full;
    });
    await assert.rejects(work, (error: DatasetError) => {
      assert.equal(error.kind, 'file-trouble');
      assert.match(error.message, /data\.jsonl: it can't be written: the disk is full .*\. Free some space/);
      return true;
    });
    assert.deepEqual([readFileSync(path, 'utf8'), readdirSync(folder.path)], ['old', ['data.jsonl']]);
  });

  it('may begin as a copy, which alone is changed', async () => {
    const path = folder.write('data.jsonl', 'one two three');
    chmodSync(path, 0o640);
    const [before, link] = [statSync(path), join(folder.path, 'link.jsonl')];
    symlinkSync(path, link);
    const change = async (handle: FileHandle): Promise<void> => {
      await handle.write('TWO', 4);
    };
    const failing = atomicWrite(link, change, {
      fromCopy: true,
      beforeRename: async temporary => {
        assert.equal(readFileSync(temporary, 'utf8'), 'one TWO three');
        throw new Error('stop');
      },
    });
    await assert.rejects(failing, /stop/);
    assert.equal(readFileSync(path, 'utf8'), 'one two three');
    await atomicWrite(link, change, { fromCopy: true });
    assert.deepEqual([readFileSync(path, 'utf8'), statSync(path).mode], ['one TWO three', before.mode]);
    assert.deepEqual(readdirSync(folder.path).sort(), ['data.jsonl', 'link.jsonl']);
  });

  it('is replaced where the system says that it failed, and it did not', async () => {
    const path = folder.write('data.jsonl', 'old');
    const failed = Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'rename' });
    const { rename } = promises;
    const renaming = (how: typeof rename): void => {
      promises.rename = how;
      syncBuiltinESMExports();
    };
    try {
      renaming(async (from, to) => {
        await rename(from, to);
        throw failed;
      });
      await atomicWrite(path, handle => handle.writeFile('new'));
      assert.equal(readFileSync(path, 'utf8'), 'new');
      renaming(() => Promise.reject(failed));
      await assert.rejects(
        atomicWrite(path, handle => handle.writeFile('newer')),
        /EIO/,
      );
      assert.deepEqual([readFileSync(path, 'utf8'), readdirSync(folder.path)], ['new', ['data.jsonl']]);
    } finally {
      renaming(rename);
    }
  });

  it('loses what a killed process left beside it, and nothing that a living one is writing', async () => {
    const path = folder.write('data.jsonl', 'old');
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const living = temporaryName(path);
    const dead = living.replace(`-${process.pid}.`, `-${pid}.`);
    const elsewhere = living.replace(/\.[0-9a-f]{8}-\d+\./, `.00000000-${pid}.`);
    for (const name of [living, dead, elsewhere]) renameSync(folder.write('x', ''), name);
    await atomicWrite(path, handle => handle.writeFile('new'));
    const expected = [path, living, elsewhere].map(name => name.slice(folder.path.length + 1));
    assert.deepEqual(readdirSync(folder.path).toSorted(), expected.toSorted());
    assert.equal(readFileSync(path, 'utf8'), 'new');
  });

  it('does not take the place of a link that leads nowhere to be seen', async () => {
    symlinkSync('loop.jsonl', join(folder.path, 'loop.jsonl'));
    await assert.rejects(
      atomicWrite(join(folder.path, 'loop.jsonl'), handle => handle.writeFile('new')),
      /ELOOP/,
    );
    assert.deepEqual(readdirSync(folder.path), ['loop.jsonl']);
  });
});
