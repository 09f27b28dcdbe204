import assert from 'node:assert/strict';
import { type PictureSize, pictureSize } from '../../../src/engine/pictures/pictureSize.ts';
import type { PictureType } from '../../../src/engine/pictures/pictureType.ts';
import { shownPicture } from '../../../src/engine/pictures/shownPicture.ts';

const text = (written: string): Buffer => Buffer.from(written, 'latin1');
const bytes = (...values: readonly number[]): Buffer => Buffer.from(values);
const big16 = (n: number): Buffer => bytes(n >> 8, n & 0xff);
const little16 = (n: number): Buffer => bytes(n & 0xff, n >> 8);
const little24 = (n: number): Buffer => bytes(n & 0xff, (n >> 8) & 0xff, n >> 16);
const big32 = (n: number): Buffer => Buffer.concat([big16(n >>> 16), big16(n & 0xffff)]);
const little32 = (n: number): Buffer => Buffer.concat([little16(n & 0xffff), little16(n >>> 16)]);
const all = (...parts: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? text(part) : part)));

type Header = (width: number, height: number) => Buffer;

const png: Header = (w, h) => all('\x89PNG\r\n\x1a\n', big32(13), 'IHDR', big32(w), big32(h), '\x08\x02\0\0\0');
const frame =
  (marker: string): Header =>
  (w, h) =>
    all('\xff\xd8\xff\xe0\0\x04AB', '\xff', marker, big16(11), '\x08', big16(h), big16(w), '\x01\x01\x11\0');
const gif =
  (...frames: readonly Buffer[]): Header =>
  (w, h) =>
    all('GIF89a', little16(w), little16(h), '\x80\0\0', '\0'.repeat(6), ...frames, ';');
const gifFrame = (left: number, top: number, w: number, h: number): Buffer =>
  all('!\xf9\x04\0\0\0\0\0', ',', ...[left, top, w, h].map(little16), '\x81', '\0'.repeat(12), '\x02\x02\x4c\x01\0');
const webp = (chunk: Buffer): Buffer => all('RIFF', little32(4 + chunk.length), 'WEBP', chunk);
const lossy: Header = (w, h) => webp(all('VP8 ', little32(10), '\x30\x01\0\x9d\x01\x2a', little16(w), little16(h)));
const lossless: Header = (w, h) => webp(all('VP8L', little32(5), '\x2f', little32(((w - 1) | ((h - 1) << 14)) >>> 0)));
const extended: Header = (w, h) => webp(all('VP8X', little32(10), '\x10\0\0\0', little24(w - 1), little24(h - 1)));
const bmp: Header = (w, h) => all('BM', '\0'.repeat(12), little32(40), little32(w), little32(h >>> 0));
const oldBmp: Header = (w, h) => all('BM', '\0'.repeat(12), little32(12), little16(w), little16(h));
const box = (type: string, ...parts: readonly (Buffer | string)[]): Buffer => {
  const body = all(...parts);
  return all(big32(8 + body.length), type, body);
};
const size = (w: number, h: number): Buffer => box('ispe', '\0\0\0\0', big32(w), big32(h));
const avif: Header = (w, h) =>
  all(box('ftyp', 'avif\0\0\0\0'), box('meta', '\0\0\0\0', box('iprp', box('ipco', size(8, 8), size(w, h)))));
const moving: Header = (w, h) =>
  all(
    box('ftyp', 'avis\0\0\0\0'),
    box('moov', box('trak', box('tkhd', '\0'.repeat(76), big32(w << 16), big32(h << 16)))),
  );

/** Headers of one type each, and how large a picture each can claim. */
const headers: readonly (readonly [string, PictureType, Header, number])[] = [
  ['PNG', 'image/png', png, 30_000],
  ['JPEG', 'image/jpeg', frame('\xc0'), 30_000],
  ['progressive JPEG', 'image/jpeg', frame('\xc2'), 30_000],
  ['GIF', 'image/gif', gif(gifFrame(0, 0, 1, 1)), 30_000],
  ['lossy WebP', 'image/webp', lossy, 16_383],
  ['lossless WebP', 'image/webp', lossless, 16_383],
  ['extended WebP', 'image/webp', extended, 30_000],
  ['BMP', 'image/bmp', bmp, 30_000],
  ['BMP of OS/2', 'image/bmp', oldBmp, 30_000],
  ['AVIF', 'image/avif', avif, 30_000],
  ['AVIF sequence', 'image/avif', moving, 30_000],
];

describe('the size of a picture', () => {
  for (const [name, type, header, most] of headers) {
    it(`is read from the header: ${name}`, () => {
      assert.deepEqual(pictureSize(type, header(640, 480)), { width: 640, height: 480 });
      assert.deepEqual(pictureSize(type, header(most, most - 1)), { width: most, height: most - 1 });
    });

    it(`is unknown, and nothing is thrown, wherever a file is cut off: ${name}`, () => {
      const whole = header(640, 480);
      for (let length = 0; length < whole.length; length++) {
        const found = pictureSize(type, whole.subarray(0, length));
        assert.ok(
          found === null || (found.width === 640 && found.height === 480),
          `${length} bytes: ${sizeText(found)}`,
        );
      }
    });
  }

  it('holds frames that reach beyond the screen of a GIF, and those after one that is fine', () => {
    const made = gif(gifFrame(0, 0, 10, 10), gifFrame(30_000, 5, 100, 40_000))(10, 10);
    assert.deepEqual(pictureSize('image/gif', made), { width: 30_100, height: 40_005 });
  });

  it('counts the rows of a BMP that goes downwards', () => {
    assert.deepEqual(pictureSize('image/bmp', bmp(3, -30_000)), { width: 3, height: 30_000 });
  });

  it('is found behind what is filled in between the segments of a JPEG, and not in a thumbnail', () => {
    const thumbnail = all('\xff\xe1', big16(2 + frame('\xc0')(8, 8).length), frame('\xc0')(8, 8));
    const made = all('\xff\xd8', thumbnail, 'junk\xff\xff\xff\xfe\0\x03c', frame('\xc1')(30_000, 7).subarray(2));
    assert.deepEqual(pictureSize('image/jpeg', made), { width: 30_000, height: 7 });
  });

  it('is the largest of the parts of an AVIF', () => {
    const parts = box('ipco', size(30_000, 20_000), size(64, 64));
    const made = all(box('ftyp', 'avif\0\0\0\0'), box('meta', '\0\0\0\0', box('iprp', parts)));
    assert.deepEqual(pictureSize('image/avif', made), { width: 30_000, height: 20_000 });
  });
});

describe('a picture of few bytes and very many pixels', () => {
  for (const [name, , header, most] of headers) {
    it(`is refused before anything decodes it: ${name}`, () => {
      const shown = shownPicture('a.img', header(most, most));
      assert.equal(shown.kind, 'none');
      const size = most.toLocaleString('en');
      assert.equal(
        shown.kind === 'none' && shown.why,
        `a.img is ${size} × ${size} pixels large; pictures of up to 100 million are shown.`,
      );
    });
  }

  it('is one of more than 100 million', () => {
    assert.equal(shownPicture(null, png(10_000, 10_000)).kind, 'picture');
    const over = shownPicture(null, png(10_000, 10_001));
    assert.equal(
      over.kind === 'none' && over.why,
      'The picture is 10,000 × 10,001 pixels large; pictures of up to 100 million are shown.',
    );
  });

  it('is refused too where it does not say its size, for a decoder might find one', () => {
    const shown = shownPicture('a.png', png(9, 9).subarray(0, 20));
    assert.match(shown.kind === 'none' ? shown.why : '', /a\.png is damaged/);
    const text = shownPicture(null, Buffer.from('<svg width="30000" height="30000"/>'));
    assert.match(text.kind === 'none' ? text.why : '', /This is no PNG/);
  });
});

function sizeText(found: PictureSize | null): string {
  return found === null ? 'unknown' : `${found.width} × ${found.height}`;
}
