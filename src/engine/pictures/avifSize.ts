import type { PictureSize } from './pictureSize.ts';

interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Ways to the boxes that say a size: of still pictures and their parts, and of sequences (ISO/IEC 23008-12, 6.5.3; 14496-12, 8.3.2). */
const ways: readonly (readonly string[])[] = [
  ['meta', 'iprp', 'ipco', 'ispe'],
  ['moov', 'trak', 'tkhd'],
];

/** Bytes between a box's header and the boxes in it. */
const before: Readonly<Record<string, number>> = { meta: 4 };

/** The size of the largest picture in an AVIF file; null where it names none. @throws RangeError where it is cut off */
export function avifSize(bytes: Buffer): PictureSize | null {
  let largest: PictureSize | null = null;
  for (const way of ways) {
    for (const { type, start, end } of boxesAt(bytes, way, 0, bytes.length)) {
      // Version and flags come before the first; the second ends with its size, in parts of 65,536.
      const at = type === 'ispe' ? start + 4 : end - 8;
      const unit = type === 'ispe' ? 1 : 65_536;
      const [width, height] = [bytes.readUInt32BE(at) / unit, bytes.readUInt32BE(at + 4) / unit];
      if (largest === null || width * height > largest.width * largest.height) largest = { width, height };
    }
  }
  return largest;
}

function* boxesAt(bytes: Buffer, way: readonly string[], start: number, end: number): Generator<Box> {
  const [type, ...rest] = way;
  for (const box of boxesIn(bytes, start, end)) {
    if (box.type !== type) continue;
    if (rest.length === 0) yield box;
    else yield* boxesAt(bytes, rest, box.start + (before[box.type] ?? 0), box.end);
  }
}

/** ISO/IEC 14496-12, 4.2: a length that counts its own header; 0: to the end; 1: a long one follows the type. */
function* boxesIn(bytes: Buffer, start: number, end: number): Generator<Box> {
  for (let at = start; at + 8 <= end; ) {
    const short = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const header = short === 1 ? 16 : 8;
    const length = short === 0 ? end - at : short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short;
    if (length < header || at + length > end) return;
    yield { type, start: at + header, end: at + length };
    at += length;
  }
}
