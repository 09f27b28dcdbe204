import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportRows } from '../../../src/dataset/exportRows.ts';
import { type Decision, judgement, undecided } from '../../../src/edits/decision.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { opened } from './openFixture.ts';

const verdict = (value: Decision['verdict']): Decision => ({ ...undecided, ...judgement(value, 'seen') });
const all = (): boolean => true;

describe('export', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const exported = async (name: string, source: string, options: Parameters<typeof exportRows>[2]) => {
    const dataset = await opened(folder.write(name, source));
    const target = join(folder.path, 'out');
    try {
      const result = await exportRows(dataset, target, options);
      return { result, text: readFileSync(target, 'utf8') };
    } finally {
      await dataset.close();
    }
  };

  it('writes the original bytes, with decisions applied and drops left out', async () => {
    const lines = [
      '{"chosen" : "a 1","rejected":"b 1","n":1.0}',
      '{"chosen":"a 2","rejected":"b 2"}',
      'broken',
      '{"chosen":"a 4","rejected":"b 4"}',
      '{"chosen":"a 5","rejected":"b 5"}',
    ];
    const decisions = new Map([
      [0, verdict('b')],
      [1, verdict('drop')],
      [4, verdict('tie')],
    ]);
    const { result, text } = await exported('x.jsonl', lines.join('\r\n'), { keep: row => row.row !== 3, decisions });
    assert.deepEqual(result, { written: 3, leftOut: 2, notExpressed: 1 });
    assert.equal(text, '{"chosen" : "b 1","rejected":"a 1","n":1.0}\nbroken\n{"chosen":"a 5","rejected":"b 5"}\n');
  });

  it('writes the elements of an array a line each', async () => {
    const array =
      '[\n  {\n    "chosen": "a\\n  1",\n    "rejected": "b",\n    "big": 12345678901234567890\n  },\n  {"chosen":"a","rejected":"b"}\n]\n';
    const { text } = await exported('x.json', array, { keep: all });
    assert.equal(
      text,
      '{"chosen": "a\\n  1","rejected": "b","big": 12345678901234567890}\n{"chosen":"a","rejected":"b"}\n',
    );
  });

  it('writes a header that is not UTF-8, or holds quotes inside of a name, as it is', async () => {
    const folderPath = folder.path;
    for (const header of [
      Buffer.from('gr\xf6\xdfe,chosen,rejected', 'latin1'),
      Buffer.from('5" pipe,chosen,rejected'),
    ]) {
      const path = join(folderPath, `${header.length}.csv`);
      writeFileSync(path, Buffer.concat([header, Buffer.from('\nx,c,r\n')]));
      const dataset = await opened(path);
      try {
        assert.deepEqual(await dataset.readHeader(), header);
        assert.equal(dataset.rowCount, 1);
      } finally {
        await dataset.close();
      }
    }
  });

  it('takes the first line that is not empty for the header, as the index does', async () => {
    const dataset = await opened(folder.write('x.tsv', '\n\t\t\np\tc\tr\n'), {
      map: { prompt: 'column 1', a: 'column 2', b: 'column 3' },
    });
    try {
      assert.deepEqual(await dataset.readHeader(), Buffer.from('\n\t\t'));
      assert.equal(dataset.rowCount, 1);
    } finally {
      await dataset.close();
    }
  });

  it('writes separated values under their header', async () => {
    const { text } = await exported('x.csv', '\uFEFFchosen,"rejected"\r\n"a\n1",b\r\na2,b2\r\n', {
      keep: row => row.row === 0,
    });
    assert.equal(text, 'chosen,"rejected"\n"a\n1",b\n');
  });

  it('leaves nothing behind when it is stopped', async () => {
    const source = '{"chosen":"a","rejected":"b"}\n';
    await assert.rejects(exported('x.jsonl', source, { keep: all, signal: AbortSignal.abort() }), {
      name: 'AbortError',
    });
    assert.deepEqual(readdirSync(folder.path), ['x.jsonl']);
  });
});
