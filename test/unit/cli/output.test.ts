import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ProgressLine } from '../../../src/cli/output/progressLine.ts';
import { safeLine, safeText } from '../../../src/cli/output/safeText.ts';
import { shellWord } from '../../../src/cli/output/shellWord.ts';
import { styleFor } from '../../../src/cli/output/style.ts';
import { textTable } from '../../../src/cli/output/textTable.ts';
import { wrap } from '../../../src/cli/output/wrap.ts';

describe('text on the terminal', () => {
  it('makes control characters visible and leaves the rest', () => {
    assert.equal(safeText('a\x1b[31mb\x07\x7f\r\nc\td\n'), 'a␛[31mb␇␡\nc\td\n');
    assert.equal(safeText('\u202eabc\u2066\x9b'), '<U+202E>abc<U+2066><U+009B>');
    assert.equal(safeText('a\u061cb\u200bc\u{e0041}'), 'a<U+061C>b<U+200B>c<U+E0041>');
    assert.equal(safeText('\roverwritten'), '␍overwritten');
    assert.equal(safeText('Grüße 漢字 🙂'), 'Grüße 漢字 🙂');
  });

  it('never lets a control character through', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(
        text,
        value => !/[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/.test(safeText(value)),
      ),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 80 }), (value, n) => {
        const line = safeLine(value, n);
        return line.length <= n && !line.includes('\n');
      }),
    );
  });

  it('wraps without losing a word', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 60 }), (list, width) => {
        const lines = wrap(list.join(' '), width, '    ').split('\n');
        assert.ok(lines.every((line, i) => line.length <= width + (i === 0 ? 0 : 4)));
        assert.deepEqual(
          lines
            .map(line => line.trim())
            .join(' ')
            .split(' '),
          list,
        );
      }),
    );
  });

  it('quotes paths for a shell', () => {
    assert.equal(shellWord('data/my.jsonl'), 'data/my.jsonl');
    assert.equal(shellWord("it's here.jsonl"), "'it'\\''s here.jsonl'");
    assert.equal(shellWord('$(reboot).jsonl'), "'$(reboot).jsonl'");
    assert.equal(shellWord('-rf'), "'-rf'");
  });

  it('lines columns up', () => {
    const table = textTable(
      [{ heading: 'name' }, { heading: 'n', right: true }],
      [
        ['a', '10'],
        ['long name', '7'],
      ],
    );
    assert.equal(table, 'name        n\na          10\nlong name   7');
  });

  it('colours a terminal only, and never with NO_COLOR', () => {
    assert.equal(styleFor({ isTTY: true }, {}).bold('x'), '\x1b[1mx\x1b[22m');
    for (const [tty, env] of [
      [false, {}],
      [true, { NO_COLOR: '1' }],
      [true, { TERM: 'dumb' }],
    ] as const) {
      assert.equal(styleFor({ isTTY: tty }, env).bold('x'), 'x');
    }
  });
});

describe('progress', () => {
  const written = (isTTY: boolean) => {
    const out: string[] = [];
    let now = 0;
    const line = new ProgressLine({ isTTY, columns: 40, write: text => out.push(text) }, () => now);
    const at = (time: number, stage: string, share: number): void => {
      now = time;
      line.show({ stage, share });
    };
    return { out, line, at };
  };

  it('rewrites one line on a terminal, and takes it away', () => {
    const { out, line, at } = written(true);
    at(0, 'Reading', 0.1);
    at(50, 'Reading', 0.2);
    at(150, 'Style head', 0.305);
    line.clear();
    line.clear();
    assert.deepEqual(out, ['\r\x1b[2K 10 %  Reading', '\r\x1b[2K 31 %  Style head', '\r\x1b[2K']);
  });

  it('writes a line per stage elsewhere, and now and then within one', () => {
    const { out, line, at } = written(false);
    at(0, 'Reading', 0.1);
    at(1000, 'Reading', 0.2);
    at(1100, 'Principles', 0.9);
    at(7000, 'Principles', 0.95);
    line.clear();
    assert.deepEqual(out, [' 10 %  Reading\n', ' 90 %  Principles\n', ' 95 %  Principles\n']);
  });
});
