import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readAll } from '../../../src/audit/readAll.ts';
import { openDataset } from '../../../src/dataset/openDataset.ts';
import type { Row } from '../../../src/dataset/row.ts';
import { firstAdded } from '../../../src/edits/addition.ts';
import { basisRows } from '../../../src/engine/tasks/basisRows.ts';
import { basisSource } from '../../../src/engine/tasks/basisSource.ts';
import type { AuditBasis } from '../../../src/engine/taskTypes/auditBasis.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('the rows of an audit, read again and again', () => {
  it('are those that an audit holds: touched ones as they were, added ones last', async () => {
    const folder = temporaryFolder();
    const lines = readFileSync('samples/helpdesk.jsonl', 'utf8').trim().split('\n').slice(0, 30);
    const dataset = await openDataset(folder.write('s.jsonl', `${lines.join('\n')}\n`), { storage: folder.path });
    try {
      await dataset.ready;
      const basis: AuditBasis = {
        decisions: [],
        originals: [[4, Buffer.from(lines[20]!).toString('base64')]],
        added: [
          [firstAdded + 1, 29, lines[2]!],
          [firstAdded, 3, lines[1]!],
        ],
        written: [],
      };
      const held = basisRows(dataset, await readAll(dataset, () => undefined), basis);
      const source = basisSource(dataset, basis);
      assert.equal(source.count, held.length);
      const read: Row[] = [];
      for await (const rows of source.batches()) read.push(...rows);
      assert.deepEqual(read, held);
      const some: Row[] = [];
      for await (const row of source.read(Int32Array.of(0, 4, 29, 30, 31))) some.push(row);
      assert.deepEqual(
        some,
        [0, 4, 29, 30, 31].map(place => held[place]),
      );
    } finally {
      await dataset.close();
      folder.remove();
    }
  });
});
