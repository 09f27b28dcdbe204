import { deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';
import { type Compression, openDecoder } from '../../../src/dataset/decoder.ts';
import { must, type Target } from '../target.ts';

const text = '{"prompt":"p","chosen":"c","rejected":"r"}\n'.repeat(3);
/** A Zstandard frame: magic number, frame header, one raw block. */
const zstd = (content: Buffer, header = Buffer.from([0x20, content.length])): Buffer =>
  Buffer.concat([
    Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
    header,
    Buffer.from([(content.length << 3) | 1, content.length >> 5, content.length >> 13]),
    content,
  ]);
/** Bytes that are expanded before an input is left: it is then long enough. */
const most = 1 << 20;

async function expanded(
  input: Buffer,
  compression: Compression,
  size: number,
): Promise<{ text: Buffer; failed: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  const decoder = openDecoder(compression, chunk => {
    length += chunk.length;
    if (length <= most) chunks.push(chunk);
  });
  const step = Math.min(size, decoder.mostFed);
  try {
    for (let from = 0; from < input.length && decoder.error === null && length <= most; from += step) {
      await decoder.feed(Buffer.from(input.subarray(from, from + step)));
    }
    if (decoder.error === null && length <= most) await decoder.end();
    return { text: Buffer.concat(chunks), failed: decoder.error !== null };
  } finally {
    decoder.close();
  }
}

function target(compression: Compression, seeds: () => Buffer[]): Target {
  return {
    name: compression,
    holds: 'the text is the same however the bytes are cut, up to where they are damaged',
    words: ['\u0000\u0000', '\x1f\x8b\x08'],
    mostBytes: 1 << 14,
    seeds,
    open: () => ({
      run: async input => {
        const whole = await expanded(input, compression, input.length || 1);
        const size = 1 + (input.length % 61);
        const pieces = await expanded(input, compression, size);
        // Zeros behind the end are padding to zlib, or the beginning of a broken member, by where they are cut.
        const [shorter, longer] = [pieces.text, whole.text].toSorted((x, y) => x.length - y.length) as [Buffer, Buffer];
        must(longer.subarray(0, shorter.length).equals(shorter), 'the text depends on where the bytes are cut');
        if (!whole.failed && !pieces.failed)
          must(longer.length === shorter.length, 'some of the text is lost by cutting');
        if (compression === 'gzip' && !whole.failed && whole.text.length < most) {
          must(gunzipSync(input).equals(whole.text), 'zlib expands it to something else');
        }
      },
    }),
  };
}

/** Gzip, as the reader expands it. */
export const gzip = target('gzip', () => [
  gzipSync(text),
  Buffer.concat([gzipSync('a\n'), gzipSync('b\n')]),
  gzipSync('x'.repeat(10_000), { level: 9 }),
  Buffer.concat([gzipSync(text), Buffer.from('rest')]),
  Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), deflateRawSync(text)]),
]);

/** Zstandard, as the reader expands it. */
export const zst = target('zstd', () => [
  zstd(Buffer.from('{"a":1}\n')),
  Buffer.concat([zstd(Buffer.from('a\n')), zstd(Buffer.from('b\n'))]),
  // A block of one byte said 100 times.
  Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, 100, 0x23, 0x03, 0x00]), Buffer.from('x')]),
  // A frame to be passed over.
  Buffer.concat([Buffer.from([0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2]), zstd(Buffer.from('c\n'))]),
]);
