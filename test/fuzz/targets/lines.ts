import { LineSplitter } from '../../../src/dataset/lineSplitter.ts';
import { must, type Target } from '../target.ts';
import { indexed, sameRecords } from './indexed.ts';

/** The index of lines. */
export const lines: Target = {
  name: 'lines',
  holds: 'records are the lines that are not blank, however the bytes are cut; what lies between is blank',
  words: ['\n', '\r\n', '\r', ' \n', '\t\n', '\n\n\n', '{"a":1}\n'],
  mostBytes: 1 << 16,
  seeds: () => ['{"a":1}\n{"b":2}\n', 'x\r\n\r\n \t\ny', '\n', 'no ending'],
  open: () => ({
    run: input => {
      const records = indexed(input, index => new LineSplitter(index));
      sameRecords(records, wanted(input));
    },
  }),
};

/** The same, found in the plainest way. */
function wanted(input: Buffer): { readonly start: number; readonly length: number; readonly line: number }[] {
  const found = [];
  let line = 1;
  for (let from = 0; from < input.length; line++) {
    const at = input.indexOf(0x0a, from);
    const end = at === -1 ? input.length : at;
    const isBlank = input.subarray(from, end).every(byte => byte === 0x20 || byte === 0x09 || byte === 0x0d);
    const isCarried = end > from && input[end - 1] === 0x0d;
    if (!isBlank) found.push({ start: from, length: end - from - (isCarried ? 1 : 0), line });
    must(end >= from, 'a line ends before it begins');
    from = end + 1;
  }
  return found;
}
