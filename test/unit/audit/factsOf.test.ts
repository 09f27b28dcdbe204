import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { factsOf, fieldLength } from '../../../src/audit/factsOf.ts';
import { openDataset } from '../../../src/dataset/openDataset.ts';
import { ComparisonTable } from '../../../src/table/comparisonTable.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** Texts of any code units, halves of pairs and NUL among them. */
const text = fc
  .array(
    fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 10, 34, 92, 0x2028, 0xd800, 0xdc00, 0xfffe)),
    {
      maxLength: 220,
    },
  )
  .map(units => String.fromCharCode(...units));
const value = fc.oneof(text, fc.double(), fc.boolean(), fc.constantFrom(null, 2 ** 60, -0));

describe('facts of a record', () => {
  it('reach the table of any record that is read', async () => {
    const folder = temporaryFolder();
    const table = await ComparisonTable.open({ storage: join(folder.path, 'table') });
    let first = 0;
    const named = ['id', 'source', 'annotator', 'chosen_model', 'chosen_score', 'system', 'label_strength', 'topic'];
    const extra = fc.dictionary(fc.oneof(text, fc.constantFrom(...named)), value, { maxKeys: 6 });
    const records = fc.array(fc.tuple(extra, text, text, text), { minLength: 1, maxLength: 8 });
    try {
      await fc.assert(
        fc.asyncProperty(records, async made => {
          const lines = made.map(
            ([more, prompt, chosen, rejected]) => `${JSON.stringify({ ...more, prompt, chosen, rejected })}\n`,
          );
          const path = folder.write('data.jsonl', lines.join(''));
          const dataset = await openDataset(path, { storage: join(folder.path, 'storage') });
          const facts = (await dataset.read(0, made.length)).map(factsOf);
          await dataset.close();
          await table.addFacts(facts.map(one => ({ ...one, row: one.row + first })));
          first += facts.length;
        }),
        { numRuns: 60 },
      );
      assert.equal((await table.rows({})).length, first);
    } finally {
      await table.close();
      folder.remove();
    }
  });

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
