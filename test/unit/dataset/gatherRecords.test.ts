import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { openDataset } from '../../../src/dataset/openDataset.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

describe('responses that are gathered by their prompt', () => {
  let folder: TemporaryFolder;
  before(() => {
    folder = temporaryFolder();
  });
  after(() => folder.remove());

  const read = (text: string, name = 'kto.jsonl') => readFrom(folder.write(name, text));
  const readFrom = async (path: string) => {
    const shares: number[] = [];
    const dataset = await openDataset(path, {
      storage: join(folder.path, 'storage'),
      onGather: share => shares.push(share),
    });
    try {
      await dataset.ready;
      return { rows: await dataset.read(0, 9999), shares };
    } finally {
      await dataset.close();
    }
  };

  /** Long records and short ones, so that some lie farther apart than what is read over. */
  const filler = fc.constantFrom('', ' and so on'.repeat(40), ' at length'.repeat(900));
  const files = fc
    .uniqueArray(fc.nat(400), { minLength: 1, maxLength: 25 })
    .chain(prompts =>
      fc.tuple(
        fc.shuffledSubarray(
          prompts.flatMap(prompt => [true, false].map(good => ({ prompt, good }))),
          { minLength: prompts.length * 2, maxLength: prompts.length * 2 },
        ),
        fc.array(filler, { minLength: prompts.length * 2, maxLength: prompts.length * 2 }),
        fc.array(fc.nat(prompts.length * 2), { maxLength: 3 }),
      ),
    )
    .map(([records, fillers, broken]) => {
      const lines = records.map(({ prompt, good }, i) =>
        JSON.stringify({ prompt: `Prompt ${prompt}`, completion: `${good} ${prompt}${fillers[i]}`, label: good }),
      );
      for (const at of broken.toSorted((x, y) => y - x)) lines.splice(at, 0, '{"prompt":"half a record');
      return { lines, pairs: records.length / 2, broken: broken.length };
    });

  it('are pairs of the good and the bad one wherever they stand, and lines that are broken stay rows', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.boolean(), async ({ lines, pairs, broken }, crlf) => {
        const { rows, shares } = await read(lines.join(crlf ? '\r\n' : '\n'));
        const found = rows.flatMap(row => (row.kind === 'comparison' ? [row.comparison] : []));
        assert.deepEqual([found.length, rows.length - found.length], [pairs, broken]);
        for (const { prompt, a, b, label, line } of found) {
          const number = prompt[0]!.content.replace('Prompt ', '');
          const startOf = (text: string): string => text.split(' ').slice(0, 2).join(' ');
          assert.deepEqual(
            [startOf(a.messages[0]!.content), startOf(b.messages[0]!.content), label],
            [`true ${number}`, `false ${number}`, 'a'],
          );
          const first = lines.findIndex(text => text.includes(`"Prompt ${number}"`));
          assert.equal(line, first + 1);
        }
        for (const row of rows) if (row.kind === 'malformed') assert.match(row.text, /half a record/);
        assert.deepEqual(
          shares,
          shares.toSorted((x, y) => x - y),
        );
        assert.equal(shares.at(-1), 1);
      }),
      { numRuns: 60 },
    );
  }).timeout(30_000);

  it('are gathered from separated values and arrays too', async () => {
    const csv =
      'prompt,completion,label\nQ,"good, it is",true\nR,other,true\nQ,"bad\nover two lines",false\nR,worse,false\n';
    const array = [
      { prompt: 'Q', completion: 'good', label: true },
      { prompt: 'R', completion: 'worse', label: false },
      { prompt: 'Q', completion: 'bad', label: false },
      { prompt: 'R', completion: 'other', label: true },
    ];
    for (const [name, text] of [
      ['kto.csv', csv],
      ['kto.json', JSON.stringify(array, null, 2)],
    ] as const) {
      const { rows } = await read(text, name);
      const found = rows.flatMap(row => (row.kind === 'comparison' ? [row.comparison] : []));
      assert.deepEqual(
        found.map(({ prompt }) => prompt[0]!.content),
        ['Q', 'R'],
        name,
      );
      assert.match(found[0]!.b.messages[0]!.content, /^bad/);
    }
  });

  it('are looked for once: the gathered file is used again', async () => {
    const path = folder.write('again.jsonl', readFileSync('test/fixtures/formats/kto.jsonl', 'utf8'));
    const first = await readFrom(path);
    const second = await readFrom(path);
    assert.deepEqual(first.rows, second.rows);
    assert.equal(first.shares.at(-1), 1);
    assert.deepEqual(second.shares, []);
  });
});
