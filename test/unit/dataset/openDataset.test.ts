import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DatasetError, type DatasetErrorKind } from '../../../src/dataset/datasetError.ts';
import { chooseFormat } from '../../../src/dataset/detectFormat.ts';
import { FileDataset } from '../../../src/dataset/fileDataset.ts';
import { fingerprintOf } from '../../../src/dataset/fingerprint.ts';
import { indexFile } from '../../../src/dataset/indexFile.ts';
import { jsonLines } from '../../../src/dataset/jsonLines.ts';
import { openDataset } from '../../../src/dataset/openDataset.ts';
import { PlainSource } from '../../../src/dataset/plainSource.ts';
import { maxRecordBytes } from '../../../src/dataset/readRecord.ts';
import { RecordIndex } from '../../../src/dataset/recordIndex.ts';
import type { MalformedRow, Row } from '../../../src/dataset/row.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { comparisonOf, opened, rowsOf } from './openFixture.ts';

const record = (n: number | string): string => `{"prompt":"p${n}","chosen":"c${n}","rejected":"r${n}"}`;
const prompts = (rows: readonly Row[]): string[] =>
  rows.map(row => (row.kind === 'malformed' ? '(malformed)' : comparisonOf(row).prompt[0]!.content));

describe('open dataset', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const read = (name: string, content: string | Buffer): Promise<Row[]> =>
    rowsOf(folder.write(name, content), { storage: join(folder.path, 'storage') });
  const onlyBad = (rows: readonly Row[]): MalformedRow => {
    const bad = rows.filter((row): row is MalformedRow => row.kind === 'malformed');
    assert.equal(bad.length, 1);
    return bad[0]!;
  };

  it('reads past byte order mark, CRLF, blank lines and a missing final newline', async () => {
    const rows = await read('x.jsonl', `\uFEFF${record(1)}\r\n\r\n   \n${record(2)}\n\n${record(3)}`);
    assert.deepEqual(prompts(rows), ['p1', 'p2', 'p3']);
    assert.deepEqual(
      rows.map(row => row.line),
      [1, 4, 6],
    );
    assert.deepEqual(
      rows.map(row => row.row),
      [0, 1, 2],
    );
  });

  it('keeps a half-written last line as a malformed row', async () => {
    const rows = await read('x.jsonl', `${record(1)}\n${record(2).slice(0, 20)}`);
    const bad = onlyBad(rows);
    assert.deepEqual([bad.row, bad.line, bad.text], [1, 2, record(2).slice(0, 20)]);
    assert.match(bad.reason, /ends in the middle of its JSON/);
  });

  it('keeps NUL bytes, other values and other layouts as malformed rows with reasons', async () => {
    const rows = await read(
      'x.jsonl',
      [
        record(1),
        '\0\0\0',
        '[1]',
        '"x"',
        '{"prompt":"p","chosen":"c"}',
        '{"a":1,}',
        record(2),
        record(3),
        record(4),
        record(5),
        record(6),
      ].join('\n'),
    );
    const reasons = rows.flatMap(row => (row.kind === 'malformed' ? [row.reason] : []));
    assert.equal(reasons.length, 5);
    assert.match(reasons[0]!, /NUL bytes/);
    assert.match(reasons[1]!, /not an object/);
    assert.match(reasons[2]!, /not an object/);
    assert.match(reasons[3]!, /no `rejected`/);
    assert.match(reasons[4]!, /not JSON/);
  });

  it('reads a record that is nested too deeply for the stack', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const call = `[{"role":"assistant","tool_calls":[{"name":"f","arguments":${deep}}]}]`;
    const rows = await read('x.jsonl', `${record(1)}\n{"chosen":${call},"rejected":${call}}\n${record(2)}\n`);
    assert.deepEqual(
      rows.map(row => row.kind),
      ['comparison', 'comparison', 'comparison'],
    );
    assert.equal(comparisonOf(rows[1]).a.messages[0]?.toolCalls?.[0]?.arguments, '[nested too deeply]');
  });

  it('says of a line in Latin-1 what it is and how to convert it', async () => {
    const latin = Buffer.from('{"prompt":"caf\xe9","chosen":"c","rejected":"r"}\n', 'latin1');
    const bad = onlyBad(await read('x.jsonl', Buffer.concat([Buffer.from(`${record(1)}\n`), latin])));
    assert.match(`${bad.reason}. ${bad.cure}`, /not UTF-8.*iconv -f latin1/);
  });

  it('cuts the text of malformed lines short', async () => {
    const bad = onlyBad(await read('x.jsonl', `${record(1)}\n${'é'.repeat(9000)}`));
    assert.equal(bad.text.length, 2000);
  });

  it('does not parse records that are too long, and reads on after them', async () => {
    const long = `{"prompt":"${'x'.repeat(maxRecordBytes)}","chosen":"c","rejected":"r"}`;
    const rows = await read('x.jsonl', `${record(1)}\n${long}\n${record(2)}\n`);
    assert.deepEqual(prompts(rows), ['p1', '(malformed)', 'p2']);
    assert.match(onlyBad(rows).reason, /32 MB long, more than the 32 MB that are read/);
  });

  it('detects the format of a file of long records', async () => {
    const rows = await read('x.jsonl', `${record('x'.repeat(3 << 20))}\n`.repeat(3));
    assert.deepEqual(
      rows.map(row => row.kind),
      ['comparison', 'comparison', 'comparison'],
    );
  });

  const refused: readonly (readonly [what: string, kind: DatasetErrorKind, make: () => string, message: RegExp])[] = [
    ['a missing file', 'missing', () => join(folder.path, 'none.jsonl'), /no such file/],
    [
      'a folder',
      'not-a-file',
      () => {
        mkdirSync(join(folder.path, 'd'));
        return join(folder.path, 'd');
      },
      /this is a folder.*Open one of the files/,
    ],
    ['an empty file', 'empty', () => folder.write('x.jsonl', ''), /empty \(0 bytes\)/],
    [
      'UTF-16 with a mark',
      'encoding',
      () => folder.write('x.jsonl', Buffer.from(`\uFEFF${record(1)}`, 'utf16le')),
      /UTF-16.*iconv/,
    ],
    ['UTF-16 without one', 'encoding', () => folder.write('x.jsonl', Buffer.from(record(1), 'utf16le')), /UTF-16/],
    [
      'lines that are no objects',
      'unrecognised',
      () => folder.write('x.jsonl', 'some\nwords\n'),
      /none of the sampled lines is a JSON object/,
    ],
    ['blank lines alone', 'unrecognised', () => folder.write('x.jsonl', '\n\n \n'), /the file holds no record/],
    [
      'a header alone',
      'unrecognised',
      () => folder.write('x.csv', 'prompt,chosen,rejected\n'),
      /holds no record.*header/,
    ],
    ['an empty array', 'unrecognised', () => folder.write('x.json', '[]'), /the file holds no record/],
    [
      'a list of records in an object',
      'unrecognised',
      () => folder.write('x.json', JSON.stringify({ data: [1, 2].map(row => ({ prompt: `${row}` })) })),
      /its one record holds a list of 2 records\. .*jq \.data FILE/,
    ],
    [
      'a CSV with semicolons',
      'unrecognised',
      () => folder.write('x.csv', 'prompt;chosen;rejected\np;a;b\n'),
      /separated by semicolons: save it with commas/,
    ],
    [
      'one JSON object',
      'unrecognised',
      () => folder.write('x.json', '{\n "data": [1]\n}\n'),
      /one JSON object, not a list/,
    ],
    [
      'a CSV without columns',
      'unrecognised',
      () => folder.write('x.csv', 'words\nmore\n'),
      /no header of at least two columns.*commas/,
    ],
  ];
  for (const [what, kind, make, message] of refused) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(opened(make()), error => {
        assert.ok(error instanceof DatasetError, String(error));
        assert.equal(error.kind, kind);
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it('refuses a socket', async () => {
    const path = join(folder.path, 's.jsonl');
    const server = createServer().listen(path);
    await new Promise(resolve => server.once('listening', resolve));
    try {
      await assert.rejects(opened(path), { name: 'DatasetError', kind: 'not-a-file' });
    } finally {
      server.close();
    }
  });

  it('expands a compressed file once, and finds it expanded the next time', async () => {
    const path = folder.write('x.jsonl.gz', gzipSync([1, 2, 3].map(record).join('\n')));
    const storage = join(folder.path, 'storage');
    assert.deepEqual(prompts(await rowsOf(path, { storage })), ['p1', 'p2', 'p3']);
    const files = readdirSync(join(storage, 'expanded'));
    assert.equal(files.length, 1);
    assert.deepEqual(prompts(await rowsOf(path, { storage })), ['p1', 'p2', 'p3']);
    assert.deepEqual(readdirSync(join(storage, 'expanded')), files);
    utimesSync(join(storage, 'expanded', files[0]!), 1, 1);
    const other = folder.write('y.jsonl.gz', gzipSync(record(4)));
    assert.deepEqual(prompts(await rowsOf(other, { storage })), ['p4']);
    const left = readdirSync(join(storage, 'expanded'));
    assert.equal(left.length, 1, 'a copy that nobody opened for long is removed');
    assert.notDeepEqual(left, files);
  });

  it('reads what a truncated compressed file still holds, and a row that says what is missing', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `${record(`${i} ${Math.sin(i)}`)}\n`).join('');
    const whole = gzipSync(lines);
    const rows = await read('x.jsonl.gz', whole.subarray(0, whole.length >> 1));
    const bad = onlyBad(rows);
    assert.ok(rows.length > 500, `${rows.length} rows`);
    assert.equal(bad.row, rows.length - 1);
    assert.match(`${bad.reason}. ${bad.cure}`, /ends early.*Download or copy the file again/);
    const damaged = Buffer.from(whole);
    damaged.fill(0x55, damaged.length - 3000, damaged.length - 2000);
    const rest = await read('damaged.jsonl.gz', damaged);
    assert.equal(rest.at(-1)?.kind, 'malformed');
    assert.ok(rest.length > 500);
    assert.deepEqual(readdirSync(join(folder.path, 'storage', 'expanded')), [], 'nothing half-expanded is kept');
  });

  it('ends a truncated file that breaks off between records with a row that says so', async () => {
    const whole = gzipSync(`${record(1)}\n`);
    const rows = await read('x.jsonl.gz', whole.subarray(0, whole.length - 8));
    assert.deepEqual(prompts(rows), ['p1', '(malformed)']);
    assert.equal(rows[1]!.line, 2);
  });

  it('reads an array that breaks off', async () => {
    const rows = await read('x.json', `[\n${record(1)},\n{"prompt": "half`);
    assert.deepEqual(prompts(rows), ['p1', '(malformed)']);
    assert.deepEqual(
      rows.map(row => row.line),
      [2, 3],
    );
  });

  it('reads separated values over several lines, and says of odd records what is wrong', async () => {
    const rows = await read('x.csv', 'prompt,chosen,rejected\r\n"p\n1",c,r\r\n\r\np2,c\r\np3,"c""c",r\np4,"open,r\n');
    assert.deepEqual(
      rows.map(row => row.line),
      [2, 5, 6, 7],
    );
    assert.deepEqual(prompts(rows), ['p\n1', '(malformed)', 'p3', '(malformed)']);
    assert.match((rows[1] as MalformedRow).reason, /has 2 fields, the header has 3/);
    assert.match((rows[3] as MalformedRow).reason, /quote .* does not close/);
  });

  it('serves rows while the index goes on, and batches that wait for it', async () => {
    const { dataset, finish } = await halfIndexed(folder, 1000);
    assert.deepEqual([dataset.indexed, dataset.rowCount], [false, 1000]);
    assert.deepEqual(prompts(await dataset.read(998, 10)), ['p998', 'p999']);
    let seen = 0;
    for await (const batch of dataset.batches()) {
      for (const row of batch) assert.equal(row.row, seen++);
      if (seen === 1000) setImmediate(finish);
    }
    assert.deepEqual([seen, dataset.indexed, dataset.rowCount], [2000, true, 2000]);
    assert.deepEqual(await dataset.read(2000, 5), []);
    await dataset.close();
  });

  it('ends the index when it is closed, and refuses to read after that', async () => {
    const { dataset, finish } = await halfIndexed(folder, 10);
    const closing = dataset.close();
    finish();
    await closing;
    await assert.rejects(dataset.ready, { name: 'AbortError' });
    await assert.rejects(dataset.read(0, 1), { name: 'AbortError' });
  });

  it('stops opening when told to', async () => {
    const path = folder.write('x.jsonl', `${record(1)}\n`);
    await assert.rejects(openDataset(path, { storage: folder.path, signal: AbortSignal.abort() }), {
      name: 'AbortError',
    });
  });

  it('reports progress up to the whole', async () => {
    const path = folder.write('x.jsonl', `${record(1)}\n`.repeat(10));
    const reports: number[] = [];
    await rowsOf(path, { onProgress: (done, total) => reports.push(done / total) });
    assert.equal(reports.at(-1), 1);
  });
});

/** A dataset of twice `half` rows whose second half is indexed when `finish` is called. */
async function halfIndexed(
  folder: TemporaryFolder,
  half: number,
): Promise<{ dataset: FileDataset; finish: () => void }> {
  const lines = Array.from({ length: 2 * half }, (_, i) => `${record(i)}\n`);
  const path = folder.write('x.jsonl', lines.join(''));
  const [head, rest] = [lines.slice(0, half), lines.slice(half)].map(part => Buffer.from(part.join('')));
  const handle = await open(path, 'r');
  const abort = new AbortController();
  const source = new PlainSource(handle, head!.length + rest!.length, abort.signal);
  let finish = (): void => undefined;
  const gate = new Promise<void>(resolve => {
    finish = resolve;
  });
  async function* chunks(): AsyncGenerator<Buffer> {
    await gate;
    yield rest!;
  }
  const container = jsonLines(0);
  const index = new RecordIndex();
  const indexing = indexFile({
    path,
    source,
    chunks: chunks(),
    head: head!,
    splitter: container.splitter(index),
    index,
    abort,
  });
  const choice = chooseFormat(path, [JSON.parse(record(0))], {});
  const contents = { source, index, fingerprint: await fingerprintOf(handle), added: new Map() };
  return {
    dataset: new FileDataset({ path, container, choice, writable: { file: true }, contents, indexing }),
    finish,
  };
}
