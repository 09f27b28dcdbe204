import Papa from 'papaparse';
import { CsvSplitter } from '../../../src/dataset/csvSplitter.ts';
import { must, type Target } from '../target.ts';
import { indexed } from './indexed.ts';

/** The index of separated values. */
export const separator: Target = {
  name: 'separator',
  holds: 'records of separated values are those that a CSV parser finds in the whole text',
  words: ['a,b\n', '"', '""', '"a\nb"', '\r\n', ',', '\n\n', '"a""b"'],
  mostBytes: 1 << 14,
  seeds: () => ['a,b\n1,2\n"3\n4",5\n', 'a,b\r\n"x ""y""",z\r\n', '\n\na,b\n\n1,2'],
  open: () => ({
    run: input => {
      const records = indexed(input, index => new CsvSplitter(index, 0x2c, 0));
      const text = input.toString('utf8');
      // A byte order mark is taken off before.
      if (text.startsWith('\uFEFF')) return;
      // Carriage returns alone are line ends to one program and text to another.
      if (!Buffer.from(text).equals(input) || /\r(?!\n)/.test(text)) return;
      const { data, errors } = Papa.parse<string[]>(text, {
        delimiter: ',',
        newline: text.includes('\r\n') ? '\r\n' : '\n',
      });
      const isMixed = text.includes('\r\n') && /(?<!\r)\n/.test(text);
      // A cell of two quotes alone and a blank line are the same to it.
      const isBlank = data.some(cells => cells.length === 1 && cells[0] === '') && text.includes('""');
      if (errors.length > 0 || isMixed || isBlank) return;
      const wanted = data.filter(cells => cells.length > 1 || cells[0] !== '').slice(1);
      must(records.length === wanted.length, `${records.length} records where a CSV parser finds ${wanted.length}`);
    },
  }),
};
