import assert from 'node:assert/strict';
import { join } from 'node:path';
import { factsOf, fieldLength } from '../../../src/audit/factsOf.ts';
import { openDataset } from '../../../src/dataset/openDataset.ts';
import { ComparisonTable } from '../../../src/table/comparisonTable.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('facts of a record', () => {
  it('reach the table, whatever its fields hold', async () => {
    const folder = temporaryFolder();
    const texts = { prompt: 'p', chosen: 'x', rejected: 'y' };
    const long = 'a'.repeat(fieldLength - 1);
    const records = [
      `${JSON.stringify({ ...texts, topic: `${long}😀` })}\n`,
      `${JSON.stringify({ ...texts, [`${long}😀`]: 'name' })}\n`,
      '{"prompt":"p","chosen":"x","rejected":"y","topic":"\\ud800 \\u0000 \\u2028"}\n',
    ];
    const path = folder.write('data.jsonl', records.join(''));
    const dataset = await openDataset(path, { storage: join(folder.path, 'storage') });
    const table = await ComparisonTable.open({ storage: join(folder.path, 'table') });
    try {
      await table.addFacts((await dataset.read(0, 3)).map(factsOf));
      const found = async (text: string) => [...(await table.rows({ condition: await table.check(text) }))];
      assert.deepEqual(await found(`fields->>'topic' = '${long}\ufffd'`), [0]);
      assert.deepEqual(await found(`fields->>'${long}\ufffd' = 'name'`), [1]);
      assert.deepEqual(await found(`fields->>'topic' = '\ufffd \ufffd \u2028'`), [2]);
    } finally {
      await table.close();
      await dataset.close();
      folder.remove();
    }
  });
});
