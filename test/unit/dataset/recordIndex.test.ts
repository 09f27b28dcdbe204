import assert from 'node:assert/strict';
import { RecordIndex, type Resized } from '../../../src/dataset/recordIndex.ts';

describe('record index', () => {
  it('keeps extents and lines over many segments', () => {
    const index = new RecordIndex();
    const rows = 200_000;
    for (let row = 0; row < rows; row++) index.add(row * 10, 9, row + 1 + Math.floor(row / 1000));
    assert.equal(index.count, rows);
    for (const row of [0, 999, 1000, 65_535, 65_536, 131_072, rows - 1]) {
      assert.equal(index.start(row), row * 10);
      assert.equal(index.length(row), 9);
      assert.equal(index.line(row), row + 1 + Math.floor(row / 1000));
    }
  });

  it('needs at most 32 bytes a row even where every second line is blank', () => {
    const index = new RecordIndex();
    const rows = 1 << 19;
    for (let row = 0; row < rows; row++) index.add(row * 3, 1, 2 * row + 1);
    assert.ok(index.bytes / rows <= 32, `${index.bytes / rows} bytes a row`);
    assert.equal(index.line(rows - 1), 2 * rows - 1);
  });

  it('shifts what follows a resized record', async () => {
    const index = new RecordIndex();
    for (let row = 0; row < 5; row++) index.add(row * 10, 9, row + 1);
    const changes = new Map<number, Resized>([
      [1, { length: 12, moreLines: 2 }],
      [3, { length: 4, moreLines: -1 }],
    ]);
    const next = await index.resized(changes);
    const all = Array.from({ length: 5 }, (_, row) => [next.start(row), next.length(row), next.line(row)]);
    assert.deepEqual(all, [
      [0, 9, 1],
      [10, 12, 2],
      [23, 9, 5],
      [33, 4, 6],
      [38, 9, 6],
    ]);
  });

  it('holds offsets beyond 4 GiB', () => {
    const index = new RecordIndex();
    index.add(2 ** 40, 10, 1);
    assert.equal(index.start(0), 2 ** 40);
  });
});
