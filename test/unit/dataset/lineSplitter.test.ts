import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineSplitter } from '../../../src/dataset/lineSplitter.ts';
import { RecordIndex } from '../../../src/dataset/recordIndex.ts';

interface Extent {
  readonly start: number;
  readonly length: number;
  readonly line: number;
}

/** The plain way: split the whole, look at each line. */
function naive(bytes: Buffer): Extent[] {
  const extents: Extent[] = [];
  let start = 0;
  let line = 1;
  const take = (end: number): void => {
    const text = bytes.subarray(start, end).toString('latin1');
    if (/[^ \t\r]/.test(text))
      extents.push({ start, length: text.endsWith('\r') ? text.length - 1 : text.length, line });
  };
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 0x0a) continue;
    take(at);
    start = at + 1;
    line++;
  }
  take(bytes.length);
  return extents;
}

function indexed(pieces: readonly Buffer[], offset = 0): Extent[] {
  const index = new RecordIndex();
  const splitter = new LineSplitter(index, offset);
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return Array.from({ length: index.count }, (_, row) => ({
    start: index.start(row),
    length: index.length(row),
    line: index.line(row),
  }));
}

/** Bytes in which line endings, blanks and NULs are common. */
const text = fc
  .array(fc.constantFrom('\n', '\n', '\r\n', '\r', ' ', '\t', '\0', 'x', '{"a":1}', 'é'), { maxLength: 60 })
  .map(parts => Buffer.from(parts.join('')));

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let i = 0; from < bytes.length; i++) {
    const to = from + (sizes[i % sizes.length] ?? 1);
    pieces.push(bytes.subarray(from, to));
    from = to;
  }
  return pieces;
}

describe('line splitter', () => {
  it('finds what a plain split finds, however the bytes are cut', () => {
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), (bytes, sizes) => {
        assert.deepEqual(indexed(cut(bytes, sizes)), naive(bytes));
      }),
      { numRuns: 2000 },
    );
  });

  it('finds the same in arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (array, size) => {
        const bytes = Buffer.from(array);
        assert.deepEqual(indexed(cut(bytes, [size])), naive(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('counts offsets from where it was told to begin', () => {
    assert.deepEqual(indexed([Buffer.from('{}\n\n{}')], 3), [
      { start: 3, length: 2, line: 1 },
      { start: 7, length: 2, line: 3 },
    ]);
  });

  it('takes a line of NUL bytes for a record', () => {
    assert.deepEqual(indexed([Buffer.from('\0\0\n{}\n')]), [
      { start: 0, length: 2, line: 1 },
      { start: 3, length: 2, line: 2 },
    ]);
  });
});
