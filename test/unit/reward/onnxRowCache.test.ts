import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { removeOldest } from '../../../src/reward/onnx/removeOldest.ts';
import { RowCache, rowKey } from '../../../src/reward/onnx/rowCache.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

describe('the cache of rows', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const files = (name = 'model'): string[] => readdirSync(join(folder.path, name)).sort();
  const cache = (name = 'model'): RowCache => new RowCache(join(folder.path, name));
  async function put(...texts: string[]): Promise<void> {
    const into = cache();
    for (const text of texts) into.add(rowKey(text), Float32Array.of(text.length, 0.5));
    await into.flush();
  }
  async function get(...texts: string[]): Promise<(number[] | undefined)[]> {
    const found = await cache().read(new Set(texts.map(text => rowKey(text))));
    return texts.map(text => found.get(rowKey(text))).map(row => row && [...row]);
  }

  it('gives back what was added, and nothing else', async () => {
    await put('one', 'three');
    await put('fourteen');
    assert.deepEqual(await get('one', 'two', 'fourteen', 'three'), [[3, 0.5], undefined, [8, 0.5], [5, 0.5]]);
  });

  it('gives back any floats exactly', () =>
    fc.assert(
      fc.asyncProperty(fc.float32Array({ minLength: 1, maxLength: 8 }), fc.string(), async (row, name) => {
        const mine = new RowCache(join(folder.path, `any-${rowKey(name, String(row))}`));
        mine.add(rowKey(name), row);
        await mine.flush();
        const found = await mine.read(new Set([rowKey(name)]));
        assert.deepEqual(found.get(rowKey(name)), row);
      }),
      { numRuns: 30 },
    ));

  it('ignores and removes a file that was cut short', async () => {
    await put('one');
    await put('three');
    const [first] = files();
    truncateSync(join(folder.path, 'model', first!), 40);
    const found = await get('one', 'three');
    assert.equal(found.filter(Boolean).length, 1);
    assert.equal(files().includes(first!), false);
  });

  it('never trusts a file of which one bit differs', async () => {
    await put('one', 'three');
    const path = join(folder.path, 'model', files()[0]!);
    const bytes = readFileSync(path);
    for (const at of [0, 9, 12, 20, 50, bytes.length - 40, bytes.length - 1]) {
      const broken = Buffer.from(bytes);
      broken[at]! ^= 1;
      writeFileSync(path, broken);
      assert.deepEqual(await get('one', 'three'), [undefined, undefined], `byte ${at}`);
      writeFileSync(path, bytes);
    }
    assert.deepEqual(await get('one'), [[3, 0.5]]);
  });

  it('never reads a file that is still being written', async () => {
    await put('one');
    const bytes = readFileSync(join(folder.path, 'model', files()[0]!));
    mkdirSync(join(folder.path, 'other'));
    writeFileSync(join(folder.path, 'other', 'half.tmp'), bytes);
    assert.equal((await cache('other').read(new Set([rowKey('one')]))).size, 0);
  });

  it('may be written by many at once', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, i) => put('shared', `text ${i}`)));
    const all = await get('shared', ...Array.from({ length: 10 }, (_, i) => `text ${i}`));
    assert.ok(all.every(row => row !== undefined));
  });

  it('merges many small files into one, and loses nothing', async () => {
    const texts = Array.from({ length: 15 }, (_, i) => 'x'.repeat(i + 1));
    for (const text of texts) await put(text);
    await cache().merge();
    assert.equal(files().length, 1);
    assert.deepEqual(
      await get(...texts),
      texts.map(text => [text.length, 0.5]),
    );
  });

  it('is asked again and again, and sees what others write and remove', async () => {
    const asked = cache();
    const get = async (text: string): Promise<number | undefined> =>
      (await asked.read(new Set([rowKey(text)]))).get(rowKey(text))?.[0];
    await put('one', 'three');
    assert.equal(await get('three'), 5);
    await put('fourteen');
    assert.deepEqual([await get('fourteen'), await get('one')], [8, 3]);
    for (let i = 0; i < 13; i++) await put(`more ${i}`);
    await cache().merge();
    assert.deepEqual([await get('more 12'), await get('three'), await get('none')], [7, 5, undefined]);
    rmSync(join(folder.path, 'model'), { recursive: true });
    assert.equal(await get('three'), undefined);
  });

  it('is kept within its bounds: what was longest unused goes first', async () => {
    for (const [i, name] of ['old', 'middle', 'new'].entries()) {
      const into = cache(name);
      into.add(rowKey(name), new Float32Array(100));
      await into.flush();
      const at = new Date(2020, 1, 1 + i);
      utimesSync(join(folder.path, name, files(name)[0]!), at, at);
    }
    await removeOldest(folder.path, 1100);
    assert.deepEqual(
      ['old', 'middle', 'new'].map(name => files(name).length),
      [0, 1, 1],
    );
  });

  it('knows texts apart that join to the same', () => {
    assert.notEqual(rowKey('ab', 'c'), rowKey('a', 'bc'));
    assert.notEqual(rowKey('ab'), rowKey('a', 'b'));
    assert.equal(rowKey('ä', 'x'), rowKey('ä', 'x'));
  });
});
