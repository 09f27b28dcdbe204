import assert from 'node:assert/strict';
import fc from 'fast-check';
import Papa from 'papaparse';
import { ArraySplitter } from '../../../src/dataset/arraySplitter.ts';
import { csv, splitRow } from '../../../src/dataset/csv.ts';
import { CsvSplitter } from '../../../src/dataset/csvSplitter.ts';
import { RecordIndex } from '../../../src/dataset/recordIndex.ts';
import type { Splitter } from '../../../src/dataset/splitter.ts';

interface Piece {
  readonly text: string;
  readonly line: number;
}

function pieces(text: string, size: number, make: (index: RecordIndex) => Splitter): Piece[] {
  const bytes = Buffer.from(text);
  const index = new RecordIndex();
  const splitter = make(index);
  for (let from = 0; from < bytes.length; from += size) splitter.push(bytes.subarray(from, from + size));
  splitter.end();
  return Array.from({ length: index.count }, (_, row) => ({
    text: bytes.toString('utf8', index.start(row), index.start(row) + index.length(row)),
    line: index.line(row),
  }));
}

const arrayPieces = (text: string, size = 7): Piece[] => pieces(text, size, index => new ArraySplitter(index, 0));
const csvPieces = (text: string, size = 7): Piece[] => pieces(text, size, index => new CsvSplitter(index, 44, 0));

describe('array splitter', () => {
  it('finds the elements of any array in any layout', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 1, max: 20 }),
        (values, indent, size) => {
          const text = JSON.stringify(values, null, indent);
          const found = arrayPieces(text, size);
          assert.deepEqual(
            found.map(piece => JSON.parse(piece.text) as unknown),
            JSON.parse(text),
          );
          for (const { text: element, line } of found) {
            assert.ok(
              text
                .split('\n')
                .slice(line - 1)
                .join('\n')
                .includes(element.split('\n')[0]!),
            );
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('finds the end of strings and counts lines wherever the bytes are cut', () => {
    const hard = fc.string({ unit: fc.constantFrom('\\', '"', 'x', '\n', ',', ']') }).map(text => JSON.stringify(text));
    const white = fc.constantFrom('', ' ', '\n', '\r\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(white, hard, white)), fc.integer({ min: 1, max: 9 }), (elements, size) => {
        const text = `[${elements.map(parts => parts.join('')).join(',')}]`;
        let line = 1;
        const expected = elements.map(([before, element, after]) => {
          const start = line + (before.includes('\n') ? 1 : 0);
          line = start + (after.includes('\n') ? 1 : 0);
          return { text: element, line: start };
        });
        assert.deepEqual(arrayPieces(text, size), expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps what is not JSON, and what follows the array', () => {
    const texts = (text: string): string[] => arrayPieces(text).map(piece => piece.text);
    assert.deepEqual(texts('[1, oops, "]"] trailing'), ['1', 'oops', '"]"', 'trailing']);
    assert.deepEqual(texts('[1,2,]'), ['1', '2']);
    assert.deepEqual(texts('[]'), []);
    assert.deepEqual(texts('[{"a":"]\\"["}'), ['{"a":"]\\"["}']);
    assert.deepEqual(texts('[1] {"b":2}'), ['1', '{"b":2}']);
    assert.deepEqual(texts('[{"a":1} {"b":2}]'), ['{"a":1} {"b":2}']);
  });
});

const cell = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r\n', 'é', '\t') });

describe('separated values', () => {
  it('are split as papaparse splits the whole', () => {
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain(columns =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 8 }),
      );
    fc.assert(
      fc.property(
        table,
        fc.boolean(),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 9 }),
        (rows, quotes, newline, size) => {
          const text = Papa.unparse([['h1', 'h2'], ...rows], { quotes, newline }) + newline;
          const found = csvPieces(text, size).map(piece => splitRow(piece.text, ','));
          // A record of empty cells alone is a line of commas, never blank.
          assert.deepEqual(found, rows);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('count lines through quoted fields', () => {
    assert.deepEqual(csvPieces('h,i\n"a\nb\nc",2\n\nd,4\n'), [
      { text: '"a\nb\nc",2', line: 2 },
      { text: 'd,4', line: 6 },
    ]);
  });

  it('treat a quote inside a field as a character', () => {
    assert.deepEqual(
      csvPieces('h,i\n5"" pipe,x\n6" pipe,y\n', 1).map(piece => piece.text),
      ['5"" pipe,x', '6" pipe,y'],
    );
  });

  it('name columns without a name, and repeated ones', () => {
    const container = csv(0, ',', { names: ['', 'a', 'a', ' b '], length: 0 });
    assert.deepEqual(container.parse('1,2,3,4'), {
      ok: true,
      record: { 'column 1': '1', a: '2', 'a (2)': '3', b: '4' },
    });
  });

  it('hold carriage returns as text, wherever a swap puts their cell', () => {
    const container = csv(0, ',', { names: ['a', 'b'], length: 0 });
    const source = '"x", "\r\r';
    const swapped = container.patch(source, [{ kind: 'swap', first: ['a'], second: ['b'] }]);
    assert.equal(swapped, ' "\r\r,"x"');
    assert.deepEqual(container.parse(swapped), { ok: true, record: { a: ' "\r\r', b: 'x' } });
  });

  it('may have spaces behind a closing quote, in the last cell too', () => {
    const container = csv(0, ',', { names: ['a', 'b'], length: 0 });
    assert.deepEqual(splitRow('"x" ,5" ', ','), ['x', '5" ']);
    const swapped = container.patch('"x" ,y', [{ kind: 'swap', first: ['a'], second: ['b'] }]);
    assert.equal(swapped, 'y,"x" ');
    assert.deepEqual(splitRow(swapped, ','), ['y', 'x']);
    assert.equal(splitRow('y,"x ', ','), null);
  });

  it('patch a cell to any text, and the other cells stay as they are written', () => {
    const container = csv(0, ',', { names: ['a', 'b', 'c'], length: 0 });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 3, maxLength: 3 }), cell, fc.boolean(), (cells, value, quotes) => {
        const text = Papa.unparse([cells], { quotes });
        const patched = container.patch(text, [{ kind: 'set', path: ['b'], value }]);
        assert.deepEqual(splitRow(patched, ','), [cells[0], value, cells[2]]);
        const swapped = container.patch(text, [{ kind: 'swap', first: ['a'], second: ['c'] }]);
        assert.deepEqual(splitRow(swapped, ','), [cells[2], cells[1], cells[0]]);
        assert.equal(container.patch(swapped, [{ kind: 'swap', first: ['a'], second: ['c'] }]), text);
      }),
    );
  });
});
