import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sidecarPath } from '../../../../src/dataset/sidecar.ts';
import { parquetToJsonLines } from '../../../../src/table/parquetToJsonLines.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporaryFolder.ts';
import { comparisonOf, fixture, opened, rowsOf } from '../openFixture.ts';

/**
 * A Zstandard frame of raw blocks, put together by hand (RFC 8878, 3.1.1): magic number, a descriptor for a single segment
 * with a four-byte content size, then blocks of which each is stored as it is.
 */
function zstd(text: Buffer, blockSize: number): Buffer {
  const header = Buffer.alloc(9);
  header.writeUInt32LE(0xfd2fb528, 0);
  header[4] = 0b1010_0000;
  header.writeUInt32LE(text.length, 5);
  const blocks: Buffer[] = [];
  for (let at = 0; at < text.length; at += blockSize) {
    const block = text.subarray(at, at + blockSize);
    const head = Buffer.alloc(3);
    head.writeUIntLE((block.length << 3) | (at + blockSize >= text.length ? 1 : 0), 0, 3);
    blocks.push(head, block);
  }
  return Buffer.concat([header, ...blocks]);
}

describe('files that are expanded or converted', () => {
  let folder: TemporaryFolder;
  before(() => {
    folder = temporaryFolder();
  });
  after(() => folder.remove());
  const storage = (): string => join(folder.path, 'storage');
  const texts = async (path: string) => {
    const rows = await rowsOf(path, { storage: storage(), parquet: parquetToJsonLines });
    return rows.map(row => (row.kind === 'comparison' ? row.comparison.a.messages.at(-1)!.content : row.reason));
  };

  it('are read from Zstandard, also again from the copy, and saved beside', async () => {
    const path = join(folder.path, 'pairs.jsonl.zst');
    writeFileSync(path, zstd(readFileSync(fixture('trl-explicit.jsonl')), 50));
    const expected = await texts(fixture('trl-explicit.jsonl'));
    assert.deepEqual(await texts(path), expected);
    assert.deepEqual(await texts(path), expected);
    const dataset = await opened(path, { storage: storage() });
    assert.deepEqual(dataset.writable, {
      file: false,
      why: 'the file is compressed, so decisions are saved beside it only',
    });
    await dataset.close();
    assert.equal(sidecarPath(path), join(folder.path, 'pairs.review.jsonl'));
  });

  it('are left out from where a Zstandard file claims more memory than it is given', async () => {
    const path = join(folder.path, 'window.jsonl.zst');
    const text = readFileSync(fixture('trl-explicit.jsonl'));
    // A window of 2 GB and an empty last block.
    const hostile = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 21 << 3, 0x01, 0x00, 0x00]);
    writeFileSync(path, Buffer.concat([zstd(text, 50), Buffer.from([0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 9]), hostile]));
    const read = await texts(path);
    assert.deepEqual(read.slice(0, -1), await texts(fixture('trl-explicit.jsonl')));
    assert.match(read.at(-1)!, /can't be expanded from here on: it needs 2048 MB of memory at once/);
  });

  it('are left out from where blocks of next to nothing have a large window moved', async () => {
    const path = join(folder.path, 'blocks.jsonl.zst');
    const text = readFileSync(fixture('trl-explicit.jsonl'));
    // A window of 128 MB, and 5,000 blocks of one space.
    const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 17 << 3]);
    const block = Buffer.from([(1 << 3) | 2, 0, 0, 0x20]);
    writeFileSync(path, Buffer.concat([zstd(text, 50), frame, ...Array.from({ length: 5_000 }, () => block)]));
    const read = await texts(path);
    assert.deepEqual(read.slice(0, -1), await texts(fixture('trl-explicit.jsonl')));
    assert.match(read.at(-1)!, /hardly any text comes of blocks that each need 128 MB of memory to be moved/);
  });

  it('are left out from where they become larger than text does', async () => {
    const path = join(folder.path, 'bomb.jsonl.zst');
    const first = readFileSync(fixture('trl-explicit.jsonl'));
    const count = first.toString('utf8').trimEnd().split('\n').length;
    // 128 KB of spaces said in four bytes, 10,000 times: 1.3 GB.
    const block = Buffer.from([...[0, 0, 0], 0x20]);
    block.writeUIntLE((131_072 << 3) | 2, 0, 3);
    const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 10 << 3]);
    const end = Buffer.from([1, 0, 0]);
    writeFileSync(path, Buffer.concat([zstd(first, 50), frame, ...Array.from({ length: 10_000 }, () => block), end]));
    const zipped = join(folder.path, 'bomb.jsonl.gz');
    writeFileSync(zipped, Buffer.concat([gzipSync(first), gzipSync(Buffer.alloc(80 << 20, 0x20), { level: 9 })]));
    for (const bomb of [path, zipped]) {
      const read = await texts(bomb);
      assert.equal(read.length, count + 1);
      assert.match(read.at(-1)!, /more than 500 times as large, as no text does/);
    }
  });

  it('say where a Zstandard file breaks off, and read what comes before', async () => {
    const path = join(folder.path, 'broken.jsonl.zst');
    const whole = zstd(readFileSync(fixture('trl-explicit.jsonl')), 50);
    writeFileSync(path, whole.subarray(0, whole.length - 60));
    const rows = await texts(path);
    assert.equal(rows[0], (await texts(fixture('trl-explicit.jsonl')))[0]);
    assert.match(rows.at(-1)!, /compressed file ends early|damaged from here on/);
  });

  it('are read from a folder of shards in the order of their numbers, whatever they are compressed with', async () => {
    const shards = join(folder.path, 'shards');
    mkdirSync(shards);
    const line = (n: number): Buffer => Buffer.from(`{"prompt": "p", "chosen": "answer ${n}", "rejected": "no"}\n`);
    writeFileSync(join(shards, 'train-10.jsonl'), line(10));
    writeFileSync(join(shards, 'train-2.jsonl.gz'), gzipSync(line(2)));
    writeFileSync(join(shards, 'train-1.jsonl.zst'), zstd(line(1), 8));
    writeFileSync(join(shards, 'dataset_info.json'), '{}');
    writeFileSync(join(shards, 'README.md'), 'x');
    assert.deepEqual(await texts(shards), ['answer 1', 'answer 2', 'answer 10']);
    const dataset = await opened(shards, { storage: storage() });
    assert.equal(await dataset.outsideChange(), 'none');
    assert.match(dataset.writable.file ? '' : dataset.writable.why, /a folder of 3 files/);
    utimesSync(join(shards, 'train-10.jsonl'), new Date(), new Date(Date.now() + 5000));
    assert.equal(await dataset.outsideChange(), 'changed');
    await dataset.close();
    writeFileSync(join(shards, 'more.csv'), 'a,b\n');
    await assert.rejects(texts(shards), /files of several kinds \(.*\.csv.*\), which are no shards of one dataset/);
  });

  it('are read from shards of separated values and arrays, record by record', async () => {
    const csv = join(folder.path, 'csv');
    mkdirSync(csv);
    writeFileSync(join(csv, 'a.csv'), 'text_a,text_b,preferred_text\n"one\ntwo",no,text_a\n');
    writeFileSync(join(csv, 'b.csv'), 'text_a,text_b,preferred_text\nthree,no,text_a\n');
    assert.deepEqual(await texts(csv), ['one\ntwo', 'three']);
    const arrays = join(folder.path, 'arrays');
    mkdirSync(arrays);
    writeFileSync(join(arrays, 'a.json'), readFileSync(fixture('array-trl.json')));
    assert.deepEqual(await texts(arrays), await texts(fixture('array-trl.json')));
    const empty = join(folder.path, 'empty');
    mkdirSync(empty);
    await assert.rejects(texts(empty), /a folder that holds no \.jsonl/);
  });

  it('are read from Parquet: nested values, missing ones, and pictures as bytes', async () => {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const path = join(folder.path, "it's.parquet");
    const quoted = path.replaceAll("'", "''");
    const messages = (text: string): string =>
      `[{'role': 'user', 'content': 'Q'}, {'role': 'assistant', 'content': '${text}'}]`;
    await connection.run(
      `copy (select * from (values (${messages('A')}, ${messages('B')}, 9007199254740993::bigint), (${messages('C')}, ${messages('D')}, null)) t(chosen, rejected, big)) to '${quoted}' (format parquet)`,
    );
    assert.deepEqual(await texts(path), ['A', 'C']);
    const pictures = join(folder.path, 'pick.parquet');
    await connection.run(
      `copy (select 'a cat' as caption, '\\xFF\\xD8\\xFF\\xE0one'::blob as jpg_0, '\\xFF\\xD8\\xFF\\xE0two'::blob as jpg_1, 1.0 as label_0, 0.0 as label_1, true as has_label) to '${pictures}' (format parquet)`,
    );
    const [row] = await rowsOf(pictures, { storage: storage(), parquet: parquetToJsonLines });
    const { a, b, label } = comparisonOf(row);
    assert.equal(label, 'a');
    assert.deepEqual(
      a.messages[0]!.images?.map(image => image.kind),
      ['bytes'],
    );
    assert.notEqual(a.messages[0]!.content, b.messages[0]!.content);
    connection.closeSync();
    instance.closeSync();
    writeFileSync(join(folder.path, 'damaged.parquet'), Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(40)]));
    await assert.rejects(texts(join(folder.path, 'damaged.parquet')), /the Parquet file can't be read/);
    await assert.rejects(opened(path, { storage: join(folder.path, 'other') }), /Parquet files can not be read here/);
  });

  it('are named where they are no files at all', async () => {
    const pipe = join(folder.path, 'pipe');
    try {
      execFileSync('mkfifo', [pipe]);
    } catch {
      return;
    }
    await assert.rejects(texts(pipe), /no regular file/);
  });
});
