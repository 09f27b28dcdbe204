import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import type { FileDataset } from '../../../src/dataset/fileDataset.ts';
import { WordProbes } from '../../../src/engine/wordProbes.ts';
import { holdsWords, wordsOf } from '../../../src/engine/wordSearch.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { fixture, opened } from '../dataset/openFixture.ts';

/** Rows that hold the words: all rows read, and only those that may. */
async function found(dataset: FileDataset, words: readonly string[]) {
  const probes = new WordProbes(words);
  const [all, some]: [number[], number[]] = [[], []];
  let read = 0;
  for await (const span of dataset.spans()) {
    for (let row = span.from; row < span.to; row++) if (holdsWords(span.record(row).row, words)) all.push(row);
    const candidates = probes.candidates(span);
    read += candidates.length;
    some.push(...candidates.filter(row => holdsWords(span.record(row).row, words)));
  }
  return { all, some, read };
}

/** Texts as the search sees them. */
async function textsOf(dataset: FileDataset): Promise<string[]> {
  const texts: string[] = [];
  for (const row of await dataset.read(0, dataset.rowCount)) {
    if (row.kind === 'malformed') texts.push(row.text);
    else {
      const { prompt, promptB = [], a, b } = row.comparison;
      texts.push(...[...prompt, ...promptB, ...a.messages, ...b.messages].map(message => message.content));
    }
  }
  return texts.map(text => text.toLowerCase()).filter(text => text !== '');
}

describe('word probes', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const open = (name: string, content: string) =>
    opened(folder.write(name, content), { storage: `${folder.path}/storage` });

  const unreadable = ['ambiguous.jsonl', 'other.jsonl'];
  for (const file of readdirSync(fixture('.')).filter(name => !unreadable.includes(name))) {
    it(`find in ${file} what reading every row finds`, async () => {
      const dataset = await opened(fixture(file), { storage: `${folder.path}/storage` });
      try {
        const texts = await textsOf(dataset);
        // Any part of a text is a word, where it is put in quotes.
        const part = fc
          .tuple(fc.constantFrom(...texts), fc.nat(), fc.integer({ min: 1, max: 12 }))
          .map(([text, at, length]) => text.slice(at % text.length).slice(0, length));
        await fc.assert(
          fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 2 }), async words => {
            const { all, some } = await found(dataset, words);
            assert.deepEqual(some, all);
          }),
          { numRuns: 40 },
        );
      } finally {
        await dataset.close();
      }
    });
  }

  it('find words however a record writes them', async () => {
    const escaped = (text: string): string =>
      JSON.stringify(text).replace(/[^\x20-\x7e]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
    const letters = (text: string): string =>
      `"${text
        .split('')
        .map(c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join('')}"`;
    const texts = [
      'Happy Thanksgiving',
      '273 \u212a and \u0130zmir',
      '\u611f\u8b1d\u7bc0 \u304a\u3081',
      'na\u00efve\ncaf\u00c9',
      '\ud83d\ude00 \u05e9\u05dc\u05d5\u05dd',
    ];
    const line = (prompt: string): string => `{"prompt":${prompt},"chosen":"yes","rejected":"no"}\n`;
    const lines = [JSON.stringify, escaped, letters].flatMap(write => texts.map(text => line(write(text))));
    const dataset = await open('data.jsonl', lines.join(''));
    try {
      for (const [i, text] of texts.entries()) {
        for (const word of wordsOf(text)) {
          const { all, some } = await found(dataset, [word]);
          assert.deepEqual(some, all);
          assert.ok(
            [i, i + 5, i + 10].every(row => all.includes(row)),
            `${word} stands in three records`,
          );
        }
      }
      const { all } = await found(dataset, ['273 k', 'i\u0307zmir']);
      assert.deepEqual(all, [1, 6, 11]);
    } finally {
      await dataset.close();
    }
  });

  it('find words in separated values, where quotes are doubled and records span lines', async () => {
    const content = 'prompt,chosen,rejected\n"He said ""Yuletide"" and\nleft",x,y\n"plain",x,y\nyuletide,x,z\n';
    const dataset = await open('data.csv', content);
    try {
      for (const words of [['yuletide'], ['"yuletide" and'], ['and\nleft'], ['plain', 'x'], ['prompt']]) {
        const { all, some } = await found(dataset, words);
        assert.deepEqual(some, all, words.join());
      }
    } finally {
      await dataset.close();
    }
  });

  it('leave rows unread that hold the word in no field, and read those that hold it in another', async () => {
    const record = (i: number) => ({ id: i === 7 ? 'solstice' : 'x', prompt: `p${i}`, chosen: 'yes', rejected: 'no' });
    const lines = Array.from({ length: 2000 }, (_, i) => `${JSON.stringify(record(i))}\n`);
    lines[1500] = `${JSON.stringify({ ...record(1500), chosen: 'The SOLSTICE.' })}\n`;
    const dataset = await open('data.jsonl', lines.join(''));
    try {
      assert.deepEqual(await found(dataset, ['solstice']), { all: [1500], some: [1500], read: 2 });
    } finally {
      await dataset.close();
    }
  });

  it('rest on what lower case does to letters', () => {
    // ASCII comes of other letters only where the probes know of it; a letter without case comes of none.
    for (let code = 128; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const letter = String.fromCodePoint(code);
      const lower = letter.toLowerCase();
      if (lower === letter) continue;
      assert.ok(!/[\p{Lo}]/u.test(lower), `U+${code.toString(16)}`);
      assert.equal(/[a-z0-9]/.test(lower), code === 0x212a || code === 0x130, `U+${code.toString(16)}`);
    }
    // The lower case of bytes as Latin-1 keeps their places.
    for (let code = 0; code < 256; code++) {
      const lower = String.fromCharCode(code).toLowerCase();
      assert.ok(lower.length === 1 && lower.charCodeAt(0) < 256);
    }
  });
});
