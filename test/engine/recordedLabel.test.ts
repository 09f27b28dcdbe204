import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgement } from '../../src/edits/decision.ts';
import { valuesRequest } from '../../src/protocol/columns.ts';
import { closeRequest } from '../../src/protocol/opening.ts';
import { windowRequest } from '../../src/protocol/reading.ts';
import { saveRequest } from '../../src/protocol/saving.ts';
import type { View } from '../../src/protocol/view.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { startEngine, type TestEngine } from './support/engine.ts';

const doc = 'd';

describe('what a record said before', () => {
  let folder: TemporaryFolder;
  let engine: TestEngine;
  beforeEach(() => {
    folder = temporaryFolder();
    engine = startEngine();
  });
  afterEach(async () => {
    await engine.stop();
    folder.remove();
  });

  const rowsWhere = async (condition: string): Promise<number[]> => {
    const view: View = { filter: { text: { kind: 'sql', value: condition } }, sort: 'position' };
    for (;;) {
      const shown = await engine.connection.sendRequest(windowRequest, { doc, view, start: 0, count: 10 });
      if (shown.complete) return shown.items.map(({ row }) => row);
    }
  };

  it('tells wrong labels of a random check also when a save has written the verdicts', async () => {
    const lines = [0, 1, 2].map(i => JSON.stringify({ prompt: `p${i}`, response_a: 'x', response_b: 'y', label: 'a' }));
    const path = folder.write('x.jsonl', `${lines.join('\n')}\n`);
    const params = { doc, path, storage: join(folder.path, 'storage') };
    await engine.open(params);
    const at = '2026-01-02T03:04:05.000Z';
    await engine.apply(doc, { type: 'verdict', row: 0, at, ...judgement('a', 'random') });
    await engine.apply(doc, { type: 'verdict', row: 2, at, ...judgement('b', 'random') });
    const wrong = "given = 'random' and verdict <> coalesce(recorded, label)";
    assert.deepEqual(await rowsWhere(wrong), [2]);
    await engine.connection.sendRequest(saveRequest, { doc, path: null, overwrite: false });
    assert.match(readFileSync(path, 'utf8').split('\n')[2]!, /"label":"b"/);
    assert.deepEqual(await rowsWhere(wrong), [2]);
    await engine.connection.sendRequest(closeRequest, { doc, keepJournal: false });
    await engine.open(params);
    assert.deepEqual(await rowsWhere(wrong), [2]);
    assert.deepEqual(await rowsWhere("recorded = 'a'"), [2]);
  });

  it('finds comparisons by any of their annotators', async () => {
    const record = (i: number, names: readonly string[]): string =>
      JSON.stringify({
        prompt: `p${i}`,
        response_a: `x${i}`,
        response_b: `y${i}`,
        annotations: names.map(annotator => ({ annotator, label: 'a' })),
        label: 'a',
      });
    const path = folder.write('y.jsonl', `${[record(0, ['ada', 'jonas']), record(1, ['ada'])].join('\n')}\n`);
    await engine.open({ doc, path, storage: join(folder.path, 'storage') });
    assert.deepEqual(await rowsWhere("list_contains(annotator_names, 'jonas')"), [0]);
    assert.deepEqual(await rowsWhere("list_contains(annotator_names, 'ada')"), [0, 1]);
    assert.deepEqual(await engine.connection.sendRequest(valuesRequest, { doc, column: 'annotator_names' }), [
      { value: 'ada', count: 2 },
      { value: 'jonas', count: 1 },
    ]);
  });
});
