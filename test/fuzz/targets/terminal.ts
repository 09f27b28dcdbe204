import { safeLine, safeText } from '../../../src/cli/output/safeText.ts';
import { must, type Target } from '../target.ts';

const steering = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/;

/** Texts of a dataset on a terminal. */
export const terminal: Target = {
  name: 'terminal',
  holds: 'nothing that is shown steers the terminal or the direction of the text; a line is one line',
  words: ['\x1b[2J', '\x1b]0;x\x07', '\u202e', '\u200b', '\u061c', '\r', '\b', '\x9b1m', '\ufeff', '\u{e0041}'],
  mostBytes: 1 << 14,
  seeds: () => ['a\x1b[31mred\x1b[0m', 'x\u202Ey', 'line\r\nline', '\x07\x08\x7f'],
  open: () => ({
    run: input => {
      const text = input.toString('utf8');
      must(!steering.test(safeText(text)), 'a character that steers comes through');
      const line = safeLine(text, 40);
      must(!steering.test(line) && !line.includes('\n') && line.length <= 40, 'a line is none');
    },
  }),
};
