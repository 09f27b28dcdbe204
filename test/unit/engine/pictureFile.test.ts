import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { maxPictureBytes, pictureFile } from '../../../src/engine/pictures/pictureFile.ts';
import { pictureType } from '../../../src/engine/pictures/pictureType.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

describe('a picture that a record names', () => {
  let folder: TemporaryFolder;
  let data: string;

  before(() => {
    folder = temporaryFolder();
    data = join(folder.path, 'workspace', 'data');
    mkdirSync(join(data, 'in'), { recursive: true });
    mkdirSync(join(folder.path, 'workspace-2'));
    writeFileSync(join(data, 'in', 'a.png'), 'inside');
    writeFileSync(join(folder.path, 'workspace', 'b.png'), 'beside');
    writeFileSync(join(folder.path, 'secret.png'), 'secret');
    writeFileSync(join(folder.path, 'workspace-2', 'c.png'), 'other');
    writeFileSync(join(data, 'large.png'), '');
    truncateSync(join(data, 'large.png'), maxPictureBytes + 1);
  });
  after(() => folder.remove());

  const look = async (path: string, ...roots: readonly string[]): Promise<string> => {
    const found = await pictureFile(path, data, [data, ...roots.map(root => join(folder.path, root))]);
    return 'bytes' in found ? found.bytes.toString() : found.why;
  };

  it('is read from the dataset’s folder and from the workspace', async () => {
    assert.equal(await look('in/a.png'), 'inside');
    assert.equal(await look('./in/../in/a.png'), 'inside');
    assert.equal(await look(join(data, 'in', 'a.png')), 'inside');
    assert.equal(await look('../b.png', 'workspace'), 'beside');
  });

  it('is refused outside, there or not, also where the names begin alike', async () => {
    for (const path of [
      '../b.png',
      '../../secret.png',
      join(folder.path, 'secret.png'),
      '../../gone.png',
      '/etc/hostname',
    ]) {
      assert.match(await look(path), /lies outside of the dataset’s folder and of the workspace/, path);
    }
    assert.match(await look('../../workspace-2/c.png', 'workspace'), /lies outside/);
  });

  it('is refused where a link leads outside', async function () {
    try {
      symlinkSync(join(folder.path, 'secret.png'), join(data, 'link.png'));
      symlinkSync(folder.path, join(data, 'up'));
    } catch {
      this.skip();
    }
    assert.match(await look('link.png'), /lies outside/);
    assert.match(await look('up/secret.png'), /lies outside/);
  });

  it('is refused where it is missing, too large or no file', async () => {
    assert.match(await look('gone.png'), /gone\.png is not there/);
    assert.match(await look('in'), /in is no file|can’t be read/);
    assert.match(await look('large.png'), /large\.png has 25 MB; pictures of up to 24 MB are shown/);
  });

  it('is drawn by what its first bytes say', () => {
    const type = (text: string) => pictureType(Buffer.from(text.padEnd(16, '\0'), 'latin1'));
    assert.equal(type('\x89PNG\r\n\x1a\n'), 'image/png');
    assert.equal(type('\xff\xd8\xff\xe0'), 'image/jpeg');
    assert.equal(type('GIF89a'), 'image/gif');
    assert.equal(type('RIFF1234WEBP'), 'image/webp');
    assert.equal(type('\0\0\0\x20ftypavif'), 'image/avif');
    for (const other of ['<svg xmlns=', '<html>', 'RIFF1234WAVE', '\0\0\0\x20ftypmp42', '', 'PNG'])
      assert.equal(type(other), null);
  });
});
