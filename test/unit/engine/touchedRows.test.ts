import assert from 'node:assert/strict';
import { openDataset } from '../../../src/dataset/openDataset.ts';
import { TouchedRows } from '../../../src/engine/touchedRows.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('touched rows', () => {
  it('hold the bytes of their records and no more, however they were read', async () => {
    const folder = temporaryFolder();
    const records = Array.from({ length: 20 }, (_, i) => `{"prompt":"p ${i}","chosen":"x","rejected":"y"}`);
    const path = folder.write('data.jsonl', records.join('\n'));
    const dataset = await openDataset(path, { storage: folder.path });
    try {
      await dataset.ready;
      const touched = new TouchedRows();
      const rows = records.map((_, row) => row);
      assert.deepEqual(await touched.keep(dataset, rows), rows);
      for (const [row, { bytes }] of touched.entries()) {
        assert.equal(bytes.toString(), records[row]);
        assert.equal(bytes.buffer.byteLength, bytes.length);
      }
    } finally {
      await dataset.close();
      folder.remove();
    }
  });
});
