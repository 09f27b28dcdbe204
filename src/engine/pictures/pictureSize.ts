import { avifSize } from './avifSize.ts';
import type { PictureType } from './pictureType.ts';

/** Width and height in pixels, as a picture's header says; both above 0. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * What a decoder would make room for: the size that a picture claims, without decoding any of it. Of a GIF with frames beyond its
 * screen, one that holds them all. Null where the header says none or is cut off; no decoder draws such a picture.
 */
export function pictureSize(type: PictureType, bytes: Buffer): PictureSize | null {
  try {
    const { width, height } = readers[type](bytes) ?? { width: 0, height: 0 };
    return width > 0 && height > 0 ? { width, height } : null;
  } catch (error) {
    // Cut off: a number would lie behind the end.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const readers: Readonly<Record<PictureType, (bytes: Buffer) => PictureSize | null>> = {
  // PNG 3, 5.6: the header is the first chunk. 11.2.1: width and height are its first numbers.
  'image/png': bytes =>
    bytes.toString('latin1', 12, 16) === 'IHDR'
      ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
      : null,
  'image/jpeg': jpegSize,
  'image/gif': gifSize,
  'image/webp': webpSize,
  'image/avif': avifSize,
  'image/bmp': bytes =>
    // The oldest header has 12 bytes and short numbers. A height below 0 says that rows go downwards.
    bytes.readUInt32LE(14) === 12
      ? { width: bytes.readUInt16LE(18), height: bytes.readUInt16LE(20) }
      : { width: Math.abs(bytes.readInt32LE(18)), height: Math.abs(bytes.readInt32LE(22)) },
};

/** ITU T.81, B.1.1 and B.2.2: segments up to the first frame header. What lies between segments is passed over, as decoders do. */
function jpegSize(bytes: Buffer): PictureSize | null {
  let at = 2;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at === -1) return null;
    while (bytes[at] === 0xff) at++;
    const marker = bytes.readUInt8(at++);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { height: bytes.readUInt16BE(at + 3), width: bytes.readUInt16BE(at + 5) };
    const standsAlone = marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    if (standsAlone) continue;
    // Before any frame there is neither an end nor a scan.
    if (marker === 0xd9 || marker === 0xda) return null;
    at += Math.max(2, bytes.readUInt16BE(at));
  }
}

/** GIF89a, 18 and 20: the screen, and frames, which may reach beyond it. */
function gifSize(bytes: Buffer): PictureSize | null {
  let width = bytes.readUInt16LE(6);
  let height = bytes.readUInt16LE(8);
  let at = 13 + tableLength(bytes[10] ?? 0);
  // A file that is cut off is drawn as far as it goes.
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === 0x2c && at + 10 <= bytes.length) {
      width = Math.max(width, bytes.readUInt16LE(at + 1) + bytes.readUInt16LE(at + 5));
      height = Math.max(height, bytes.readUInt16LE(at + 3) + bytes.readUInt16LE(at + 7));
      at += 11 + tableLength(bytes[at + 9] ?? 0);
    } else if (kind === 0x21) at += 2;
    else break;
    for (let length = bytes[at]; length !== undefined && length > 0; length = bytes[at]) at += 1 + length;
    at++;
  }
  return { width, height };
}

/** Bytes of a table of colours, by the flags that announce it. */
function tableLength(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 << ((flags & 0x07) + 1);
}

/** WebP container (RFC 9649, 2.5 to 2.7): the canvas where there is one, which all frames lie within, else the one frame. */
function webpSize(bytes: Buffer): PictureSize | null {
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: 1 + bytes.readUIntLE(24, 3), height: 1 + bytes.readUIntLE(27, 3) };
    case 'VP8L': {
      const packed = bytes.readUInt32LE(21);
      return { width: 1 + (packed & 0x3fff), height: 1 + ((packed >>> 14) & 0x3fff) };
    }
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    default:
      return null;
  }
}
