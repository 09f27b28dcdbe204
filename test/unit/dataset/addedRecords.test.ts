import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { FileDataset } from '../../../src/dataset/fileDataset.ts';
import { type AddedChange, type Change, saveDataset } from '../../../src/dataset/saveDataset.ts';
import { firstAdded } from '../../../src/edits/addition.ts';
import { type Decision, judgement, undecided } from '../../../src/edits/decision.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { comparisonOf, opened } from './openFixture.ts';

const options = { overwrite: false, apply: true };
const line = (text: string): string => `{"chosen":"${text}","rejected":"not ${text}"}`;
const noChanges: ReadonlyMap<number, Change> = new Map();

function added(...entries: readonly [row: number, after: number, record: string, decision?: Decision][]) {
  return new Map(
    entries.map(([row, after, record, decision = undecided]): [number, AddedChange] => [
      firstAdded + row,
      { after, record: Buffer.from(record), decision },
    ]),
  );
}

async function chosen(dataset: FileDataset): Promise<string[]> {
  const rows = await dataset.read(0, dataset.rowCount);
  return rows.map(row => comparisonOf(row).a.messages[0]!.content);
}

describe('added records', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('stand on lines of their own after their row, in the line endings of the file, and nothing else changes', async () => {
    const path = folder.write('x.jsonl', `${line('0')}\r\n\r\n${line('1')}\r\n${line('2')}`);
    const dataset = await opened(path);
    const result = await saveDataset(dataset, noChanges, {
      ...options,
      added: added([1, 0, line('new b')], [0, 0, line('new a')], [2, 2, line('last')]),
    });
    assert.equal(result.written, true);
    const expected = [line('0'), line('new a'), line('new b'), '', line('1'), line('2'), line('last')].join('\r\n');
    assert.equal(readFileSync(path, 'utf8'), expected);
    assert.deepEqual(await chosen(dataset), ['0', '1', '2'], 'rows keep their numbers');
    const rows = await dataset.read(0, 3);
    assert.deepEqual(
      rows.map(row => row.line),
      [1, 5, 6],
    );
    await dataset.close();
  });

  it('are changed and taken out again, and the file has its own bytes back', async () => {
    const before = `${line('0')}\n${line('1')}\n`;
    const path = folder.write('x.jsonl', before);
    const dataset = await opened(path);
    const flipped: Decision = { ...undecided, ...judgement('b', 'seen') };
    await saveDataset(dataset, noChanges, { ...options, added: added([0, 0, line('new')], [1, 1, line('end')]) });
    const changes = new Map([[1, { original: await dataset.readBytes(1), decision: flipped }]]);
    await saveDataset(dataset, changes, {
      ...options,
      added: added([0, 0, line('new'), flipped], [1, 1, line('end')]),
    });
    const flippedLine = (text: string): string => `{"chosen":"not ${text}","rejected":"${text}"}`;
    assert.equal(
      readFileSync(path, 'utf8'),
      `${line('0')}\n${flippedLine('new')}\n${flippedLine('1')}\n${line('end')}\n`,
    );
    const back = new Map([[1, { original: Buffer.from(line('1')), decision: undecided }]]);
    await saveDataset(dataset, back, { ...options, added: added([1, 1, line('end')]) });
    assert.equal(readFileSync(path, 'utf8'), `${line('0')}\n${line('1')}\n${line('end')}\n`);
    await saveDataset(dataset, noChanges, options);
    assert.equal(readFileSync(path, 'utf8'), before);
    await dataset.close();
  });

  it('of separated values come after records that span lines', async () => {
    const path = folder.write('x.csv', 'prompt,chosen,rejected\n"p\n1",a,b\np2,c,d\n');
    const dataset = await opened(path);
    await saveDataset(dataset, noChanges, { ...options, added: added([0, 0, '"p\n3",e,f']) });
    assert.equal(readFileSync(path, 'utf8'), 'prompt,chosen,rejected\n"p\n1",a,b\n"p\n3",e,f\np2,c,d\n');
    assert.deepEqual(await chosen(dataset), ['a', 'c']);
    await dataset.close();
  });

  it('give the file that they describe, whatever was saved before', async () => {
    const step = fc.record({
      ids: fc.uniqueArray(fc.nat(7), { maxLength: 6 }),
      flips: fc.uniqueArray(fc.nat(3), { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), fc.boolean(), async (steps, closed) => {
        const rows = ['0', '1', '2', '3'].map(line);
        const path = folder.write('p.jsonl', rows.join('\n') + (closed ? '\n' : ''));
        const dataset = await opened(path);
        for (const { ids, flips } of steps) {
          const flipped: Decision = { ...undecided, ...judgement('b', 'seen') };
          const changes = new Map(
            rows.map((text, row) => [
              row,
              { original: Buffer.from(text), decision: flips.includes(row) ? flipped : undecided },
            ]),
          );
          const records = ids.map((id): [number, number, string] => [id, id % 4, line(`new ${'x'.repeat(id)}`)]);
          await saveDataset(dataset, changes, { ...options, added: added(...records) });
          const expected = rows.flatMap((text, row) => [
            flips.includes(row) ? `{"chosen":"not ${row}","rejected":"${row}"}` : text,
            ...records
              .filter(([, after]) => after === row)
              .toSorted(([x], [y]) => x - y)
              .map(([, , record]) => record),
          ]);
          assert.equal(readFileSync(path, 'utf8'), expected.join('\n') + (closed ? '\n' : ''));
        }
        await dataset.close();
      }),
      { numRuns: 40 },
    );
  });
});
