import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { ModelError } from '../../../src/models/modelError.ts';
import { ZipFile } from '../../../src/models/zip.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { zipFile } from '../../support/zipFile.ts';

describe('a zip archive', () => {
  let folder: TemporaryFolder;
  before(() => {
    folder = temporaryFolder();
  });
  after(() => folder.remove());

  const readAll = async (bytes: Buffer): Promise<Record<string, Buffer>> => {
    const zip = await ZipFile.open(folder.write('test.zip', bytes));
    try {
      const files: Record<string, Buffer> = {};
      for (const entry of zip.entries) {
        const pieces: Buffer[] = [];
        for await (const piece of zip.read(entry)) pieces.push(piece);
        files[entry.name] = Buffer.concat(pieces);
      }
      return files;
    } finally {
      await zip.close();
    }
  };

  it('gives stored and deflated files', async () => {
    const random = randomBytes(700_000);
    const files = await readAll(
      zipFile([
        { name: 'a/stored', content: random, deflate: false },
        { name: 'deflated', content: Buffer.from('word '.repeat(200_000)) },
        { name: 'empty', content: Buffer.alloc(0), deflate: false },
      ]),
    );
    assert.deepEqual(files['a/stored'], random);
    assert.equal(files.deflated?.length, 1_000_000);
    assert.equal(files.empty?.length, 0);
  });

  it('stops a file that is longer or shorter than it claims', async () => {
    const bomb = zipFile([{ name: 'bomb', content: Buffer.alloc(10_000_000), claims: 10 }]);
    await assert.rejects(readAll(bomb), /bomb is longer than it claims/);
    const short = zipFile([{ name: 'short', content: Buffer.from('abc'), claims: 10 }]);
    await assert.rejects(readAll(short), /short is shorter than it claims/);
  });

  it('refuses what is no archive', async () => {
    await assert.rejects(readAll(Buffer.from('hello')), /no table of contents/);
    await assert.rejects(readAll(Buffer.alloc(0)), /no table of contents/);
  });

  it('survives every kind of damage with an error of its own', async () => {
    const good = zipFile([
      { name: 'one', content: Buffer.from('hello '.repeat(50)) },
      { name: 'two', content: randomBytes(60), deflate: false },
    ]);
    const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(good.length), async (changes, length) => {
        const bad = Buffer.from(good.subarray(0, length));
        for (const [at, byte] of changes) if (at < length) bad[at] = byte;
        try {
          await readAll(bad);
        } catch (error) {
          assert.ok(error instanceof ModelError, String(error));
        }
      }),
      { numRuns: 300 },
    );
  });
});
