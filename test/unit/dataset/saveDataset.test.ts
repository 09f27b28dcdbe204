import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { DatasetError } from '../../../src/dataset/datasetError.ts';
import type { FileDataset } from '../../../src/dataset/fileDataset.ts';
import { type Change, type SaveOptions, saveDataset } from '../../../src/dataset/saveDataset.ts';
import { type Decision, judgement, undecided } from '../../../src/edits/decision.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { comparisonOf, opened } from './openFixture.ts';

const verdict = (value: Decision['verdict']): Decision => ({ ...undecided, ...judgement(value, 'seen') });
const options: SaveOptions = { overwrite: false, apply: true };

async function change(dataset: FileDataset, row: number, decision: Decision): Promise<[number, Change]> {
  return [row, { original: await dataset.readBytes(row), decision }];
}

const texts = async (dataset: FileDataset): Promise<string[]> => {
  const rows = await dataset.read(0, dataset.rowCount);
  return rows.map(row => (row.kind === 'malformed' ? row.text : comparisonOf(row).a.messages[0]!.content));
};

describe('save', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('changes the flipped record and not one other byte', async () => {
    const lines = [
      '\uFEFF{"id":12345678901234567890,"chosen":"\\u00e9 1","rejected":"b 1"}\r\n',
      '\r\n',
      '{"chosen" : "a 2", "n":1.50, "rejected":"b 2","chosen":"a 2"}\r\n',
      '{ broken \r\n',
      '{"chosen":"a 3","rejected":"b 3"}',
    ];
    const path = folder.write('x.jsonl', lines.join(''));
    const dataset = await opened(path);
    const changes = new Map([await change(dataset, 1, verdict('b')), await change(dataset, 0, verdict('a'))]);
    const result = await saveDataset(dataset, changes, options);
    assert.deepEqual([result.changed, result.written, result.sidecarOnly], [1, true, '']);
    lines[2] = '{"chosen" : "a 2", "n":1.50, "rejected":"a 2","chosen":"b 2"}\r\n';
    assert.equal(readFileSync(path, 'utf8'), lines.join(''));
    await dataset.close();
  });

  it('serves the new file at once, and puts the original back after an undo', async () => {
    const source =
      '{"prompt":"p","chosen":"short","rejected":"a much longer one"}\n\n{"prompt":"q","chosen":"x","rejected":"y"}\n';
    const path = folder.write('x.jsonl', source);
    const dataset = await opened(path);
    const [row, { original }] = await change(dataset, 0, undecided);
    const edited: Decision = { ...verdict('b'), texts: { 'b/0': 'z' } };
    await saveDataset(dataset, new Map([[row, { original, decision: edited }]]), options);
    assert.deepEqual(await texts(dataset), ['z', 'x']);
    assert.equal((await dataset.read(1, 1))[0]!.line, 3);
    assert.equal(await dataset.outsideChange(), 'none');
    await saveDataset(dataset, new Map([[row, { original, decision: undecided }]]), options);
    assert.equal(readFileSync(path, 'utf8'), source);
    assert.deepEqual(await texts(dataset), ['short', 'x']);
    await dataset.close();
  });

  it('writes nothing where no record changes, and says what only the review file holds', async () => {
    const path = folder.write(
      'x.jsonl',
      '{"prompt":"p","chosen":"x","rejected":"y"}\n{"prompt":"q","chosen":"x","rejected":"y"}\n',
    );
    const before = statSync(path);
    const dataset = await opened(path);
    const changes = new Map([await change(dataset, 0, verdict('tie')), await change(dataset, 1, verdict('drop'))]);
    const result = await saveDataset(dataset, changes, options);
    assert.deepEqual([result.changed, result.written], [0, false]);
    assert.deepEqual([...result.notExpressed], [[0, ['a tie']]]);
    assert.match(result.sidecarOnly, /^1 decision is kept in full in the review file only, because .* a tie$/);
    assert.equal(statSync(path).ino, before.ino);
    await dataset.close();
  });

  it('leaves records alone where the settings say so', async () => {
    const source = '{"prompt":"p","chosen":"x","rejected":"y"}\n';
    const path = folder.write('x.jsonl', source);
    const dataset = await opened(path);
    const result = await saveDataset(dataset, new Map([await change(dataset, 0, verdict('b'))]), {
      ...options,
      apply: false,
    });
    assert.equal(readFileSync(path, 'utf8'), source);
    assert.match(result.sidecarOnly, /as the settings say/);
    await dataset.close();
  });

  it('keeps mode and symlink, and leaves no temp file', async () => {
    const path = folder.write('real.jsonl', '{"prompt":"p","chosen":"x","rejected":"y"}\n');
    chmodSync(path, 0o640);
    const link = join(folder.path, 'link.jsonl');
    symlinkSync('real.jsonl', link);
    const dataset = await opened(link);
    await saveDataset(dataset, new Map([await change(dataset, 0, verdict('b'))]), options);
    await dataset.close();
    assert.ok(lstatSync(link).isSymbolicLink());
    assert.equal(statSync(path).mode & 0o777, 0o640);
    assert.match(readFileSync(path, 'utf8'), /"chosen":"y"/);
    assert.deepEqual(readdirSync(folder.path).toSorted(), ['link.jsonl', 'real.jsonl']);
  });

  it('refuses to replace what somebody else saved, unless told to', async () => {
    const source = '{"prompt":"p","chosen":"x","rejected":"y"}\n';
    const path = folder.write('x.jsonl', source);
    const dataset = await opened(path);
    const changes = new Map([await change(dataset, 0, verdict('b'))]);
    const theirs = '{"prompt":"p","chosen":"theirs","rejected":"y"}\n';
    renameSync(folder.write('other', theirs), path);
    assert.equal(await dataset.outsideChange(), 'changed');
    await assert.rejects(
      saveDataset(dataset, changes, options),
      (error: DatasetError) => error.kind === 'outside-change',
    );
    assert.equal(readFileSync(path, 'utf8'), theirs);
    await saveDataset(dataset, changes, { ...options, overwrite: true });
    assert.equal(readFileSync(path, 'utf8'), '{"prompt":"p","chosen":"y","rejected":"x"}\n');
    await dataset.close();
  });

  it('refuses even to overwrite a file that was rewritten in place, for its records are gone', async () => {
    const path = folder.write('x.jsonl', '{"prompt":"p","chosen":"x","rejected":"y"}\n');
    const dataset = await opened(path);
    const changes = new Map([await change(dataset, 0, verdict('b'))]);
    writeFileSync(path, '{"other":1}\n');
    utimesSync(path, 1, 1);
    await assert.rejects(saveDataset(dataset, changes, { ...options, overwrite: true }), /rewrote the file in place/);
    assert.equal(readFileSync(path, 'utf8'), '{"other":1}\n');
    await dataset.close();
  });

  it('tells added lines, deletion and a mere touch apart', async () => {
    const path = folder.write('x.jsonl', '{"prompt":"p","chosen":"x","rejected":"y"}\n');
    const dataset = await opened(path);
    utimesSync(path, 5, 5);
    assert.equal(await dataset.outsideChange(), 'none');
    appendFileSync(path, '{"prompt":"q","chosen":"x","rejected":"y"}\n');
    assert.equal(await dataset.outsideChange(), 'appended');
    rmSync(path);
    assert.equal(await dataset.outsideChange(), 'missing');
    await dataset.close();
  });

  it('keeps lines that somebody added when told to overwrite, and still says that they were added', async () => {
    const path = folder.write('x.jsonl', '{"prompt":"p","chosen":"x","rejected":"y"}\n');
    const dataset = await opened(path);
    const changes = new Map([await change(dataset, 0, verdict('b'))]);
    const added = '{"prompt":"q","chosen":"x","rejected":"y"}\n';
    appendFileSync(path, added);
    await assert.rejects(saveDataset(dataset, changes, options), /added lines/);
    await saveDataset(dataset, changes, { ...options, overwrite: true });
    assert.equal(readFileSync(path, 'utf8'), `{"prompt":"p","chosen":"y","rejected":"x"}\n${added}`);
    assert.equal(await dataset.outsideChange(), 'appended');
    await dataset.close();
  });

  it('saves elsewhere and goes on serving the old file', async () => {
    const source = '{"prompt":"p","chosen":"x","rejected":"y"}\n';
    const path = folder.write('x.jsonl', source);
    const target = join(folder.path, 'copy.jsonl');
    const dataset = await opened(path);
    await saveDataset(dataset, new Map([await change(dataset, 0, verdict('b'))]), { ...options, target });
    assert.equal(readFileSync(path, 'utf8'), source);
    assert.equal(readFileSync(target, 'utf8'), '{"prompt":"p","chosen":"y","rejected":"x"}\n');
    assert.deepEqual(await texts(dataset), ['x']);
    await dataset.close();
  });

  it('never writes into a compressed file or an array, but saves their text elsewhere', async () => {
    const record = '{"prompt":"p","chosen":"x","rejected":"y"}';
    const flipped = '{"prompt":"p","chosen":"y","rejected":"x"}';
    const compressed = gzipSync(`${record}\n`);
    for (const [name, content, expected] of [
      ['x.jsonl.gz', compressed, `${flipped}\n`],
      ['x.json', Buffer.from(`[\n  ${record}\n]\n`), `[\n  ${flipped}\n]\n`],
    ] as const) {
      const path = folder.write(name, content);
      const dataset = await opened(path, { storage: join(folder.path, 'storage') });
      const changes = new Map([await change(dataset, 0, verdict('b'))]);
      const result = await saveDataset(dataset, changes, options);
      assert.match(result.sidecarOnly, /1 decision is kept in the review file only: the file is /);
      assert.deepEqual(readFileSync(path), content);
      const target = join(folder.path, `copy of ${name}`.replace('.gz', ''));
      await saveDataset(dataset, changes, { ...options, target });
      assert.equal(readFileSync(target, 'utf8'), expected);
      await assert.rejects(
        saveDataset(dataset, changes, { ...options, target: `${target}.gz` }),
        /compressed files are not written/,
      );
      await dataset.close();
    }
    assert.ok(gunzipSync(compressed).length > 0);
  });

  it('patches one cell of a separated file', async () => {
    const source = 'id,prompt,response_a,response_b,winner\r\n1,"two\nlines",x,"y ""z""",A\r\n2,p,x,y,B\r\n';
    const path = folder.write('x.csv', source);
    const dataset = await opened(path);
    const edited: Decision = { ...verdict('b'), texts: { 'a/0': 'a\n, "b"' } };
    await saveDataset(dataset, new Map([await change(dataset, 0, edited)]), options);
    assert.equal(
      readFileSync(path, 'utf8'),
      'id,prompt,response_a,response_b,winner\r\n1,"two\nlines","a\n, ""b""","y ""z""",B\r\n2,p,x,y,B\r\n',
    );
    const rows = await dataset.read(0, 2);
    assert.deepEqual(
      rows.map(row => row.line),
      [2, 5],
    );
    assert.equal(comparisonOf(rows[0]).a.messages[0]?.content, 'a\n, "b"');
    await dataset.close();
  });

  it('stops when told to, with the file untouched', async () => {
    const source = '{"prompt":"p","chosen":"x","rejected":"y"}\n';
    const path = folder.write('x.jsonl', source);
    const dataset = await opened(path);
    const signal = AbortSignal.abort();
    await assert.rejects(
      saveDataset(dataset, new Map([await change(dataset, 0, verdict('b'))]), { ...options, signal }),
      { name: 'AbortError' },
    );
    assert.equal(readFileSync(path, 'utf8'), source);
    assert.deepEqual(readdirSync(folder.path), ['x.jsonl']);
    await dataset.close();
  });
});
