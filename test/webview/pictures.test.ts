import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync } from 'node:zlib';
import { assertEventually } from './assertEventually.ts';
import { axeFaults } from './axeFaults.ts';
import { eventually } from './eventually.ts';
import type { OpenedPage } from './harness.ts';
import type { Theme } from './pageServer.ts';
import { usePages } from './usePages.ts';

/** A PNG of one colour with a darker band, written by hand. */
function png(width: number, height: number, [red, green, blue]: readonly [number, number, number]): Buffer {
  const row = (y: number): Buffer => {
    const dark = y > height / 2 ? 0.5 : 1;
    const pixel = Buffer.from([red * dark, green * dark, blue * dark]);
    return Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, () => pixel)]);
  };
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, (_, y) => row(y))));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function crc32(data: Buffer): number {
  let sum = ~0;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}

const [blue, red] = [png(320, 200, [60, 90, 160]), png(200, 320, [180, 70, 60])];
const files = { 'blue.png': blue, 'red.png': red, 'notes.png': Buffer.from('no picture') };
const caption = 'A lighthouse at dusk with its light on.';
const paths = (path1: string, path2: string): object => ({ prompt: caption, path1, path2 });
const inRecord = {
  caption,
  jpg_0: blue.toString('base64'),
  jpg_1: red.toString('base64'),
  label_0: 1,
  label_1: 0,
  model_0: 'draw-2b',
};

describe('pictures', () => {
  const pages = usePages({ looksAtWrong: true });
  let opened: OpenedPage;

  const sizes = () =>
    opened.page
      .locator('.response img')
      .evaluateAll(images => images.map(image => `${(image as HTMLImageElement).naturalWidth}`));
  const drawn = (...widths: readonly string[]) =>
    assertEventually(async () => (await sizes()).join() === widths.join());
  const note = (n: number) => opened.page.locator('.picture-note').nth(n);
  const says = (n: number, words: RegExp) =>
    assertEventually(async () => words.test((await note(n).textContent()) ?? ''));

  it('of files beside the dataset stand side by side, and verdicts work on them', async () => {
    opened = await pages.open([paths('blue.png', 'red.png'), paths('red.png', 'blue.png')], { files });
    await drawn('320', '200');
    assert.match(
      (await opened.page.locator('.response.left figcaption').textContent()) ?? '',
      /320 × 200, 1 KB, blue\.png/,
    );
    await eventually(async () =>
      assert.equal(await opened.page.locator('.response.left img').getAttribute('alt'), 'Response A: blue.png'),
    );
    await eventually(async () => assert.equal(await opened.page.locator('.response .message-text').count(), 0));
    await opened.press('2');
    await assertEventually(() => opened.host.edits.length === 1);
    await drawn('200', '320');
    assert.deepEqual(opened.wrong, []);
  });

  it('are shown as large as they are on a click, both alike', async () => {
    opened = await pages.open([paths('blue.png', 'red.png')], { files, width: 700 });
    await drawn('320', '200');
    const zoom = opened.page.locator('.response.left .zoom');
    await zoom.click();
    await eventually(async () => assert.equal(await opened.page.locator('.picture.zoomed').count(), 2));
    await eventually(async () => assert.equal(await zoom.getAttribute('aria-pressed'), 'true'));
    await zoom.press('Enter');
    await eventually(async () => assert.equal(await opened.page.locator('.picture.zoomed').count(), 0));
  });

  it('come from bytes in the record, and from a list', async () => {
    opened = await pages.open([inRecord]);
    await drawn('320', '200');
    await opened.close();
    opened = await pages.open([{ id: '1', prompt: caption, image_path: ['red.png', 'blue.png'], rank: [2, 1] }], {
      files,
    });
    await drawn('320', '200');
    await eventually(async () => assert.equal(await opened.page.locator('.ranking .in-focus').count(), 2));
    assert.deepEqual(opened.wrong, []);
  });

  it('stand in the prompt where the question is about one', async () => {
    const record = { prompt: 'What colour is it?', images: ['blue.png'], chosen: 'Blue.', rejected: 'Red.' };
    opened = await pages.open([record], { files });
    await opened.page.locator('.prompt img').waitFor();
    await eventually(async () =>
      assert.equal(await opened.page.locator('.prompt img').getAttribute('alt'), 'Prompt: blue.png'),
    );
  });

  it('outside of the dataset’s folder are refused, with the reason; so is what is no picture', async () => {
    opened = await pages.open([paths('../../etc/hostname', '/etc/hostname'), paths('notes.png', 'gone.png')], {
      files,
    });
    for (const n of [0, 1]) await says(n, /lies outside of the dataset’s folder/);
    await opened.press('j');
    await assertEventually(async () => /is no PNG/.test((await note(0).textContent()) ?? ''));
    await says(1, /gone\.png is not there/);
    await eventually(async () => assert.equal(await opened.page.locator('.response img').count(), 0));
    assert.deepEqual(opened.wrong, []);
  });

  it('on a server are loaded once the user agrees, and never before', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url === '/away.png') response.writeHead(302, { location: 'http://localhost:1/other.png' }).end();
      else response.end(request.url === '/blue.png' ? blue : red);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    try {
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const at = (a: string, b: string): object => paths(`${origin}/${a}.png`, `${origin}/${b}.png`);
      opened = await pages.open([at('blue', 'red'), at('red', 'away')]);
      for (const n of [0, 1]) await says(n, /This picture is on 127\.0\.0\.1:\d+, which is not asked/);
      assert.deepEqual(asked, []);
      await note(0).getByRole('button').click();
      await assertEventually(async () => (await sizes()).join() === '320');
      assert.deepEqual(asked, ['/blue.png']);
      // Agreed to for that server: the next comparison's pictures come by themselves; a redirect elsewhere is refused.
      await opened.press('j');
      await assertEventually(async () => (await sizes()).join() === '200');
      await assertEventually(async () =>
        /sends on to localhost:1, which was not named/.test((await note(0).textContent()) ?? ''),
      );
      // The page itself has asked nobody.
      assert.deepEqual(opened.wrong, []);
    } finally {
      server.close();
    }
  });

  it('keep their paths to themselves in blind mode: they may name the model', async () => {
    opened = await pages.open([paths('blue.png', 'red.png')], { files });
    await drawn('320', '200');
    await opened.press('b');
    await assertEventually(async () => !(await opened.page.locator('.pair').innerHTML()).includes('blue.png'));
    assert.deepEqual(
      (await opened.page.locator('.response img').evaluateAll(all => all.map(one => one.getAttribute('alt')))).sort(),
      ['Response A', 'Response B'],
    );
  });

  for (const theme of ['dark', 'light', 'high-contrast'] as const satisfies readonly Theme[]) {
    it(`have nothing that axe finds serious (${theme})`, async () => {
      const remote = paths('https://pictures.example/a.png', '../outside.png');
      opened = await pages.open([paths('blue.png', 'red.png'), remote], { theme, files });
      await drawn('320', '200');
      assert.deepEqual(await axeFaults(opened.page), []);
      if (process.env.PAIRLENS_SHOTS)
        await opened.page.screenshot({ path: `${process.env.PAIRLENS_SHOTS}/pictures-${theme}.png` });
      await opened.press('j');
      await says(0, /is on pictures\.example/);
      await says(1, /lies outside/);
      assert.deepEqual(await axeFaults(opened.page), []);
      if (process.env.PAIRLENS_SHOTS)
        await opened.page.screenshot({ path: `${process.env.PAIRLENS_SHOTS}/remote-${theme}.png` });
    });
  }
});
