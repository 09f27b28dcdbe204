import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { loadVoted, storeVoted, votedPath } from '../../../src/audit/votedStore.ts';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import { comparisonKey } from '../../../src/dataset/comparisonKey.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

function comparison(row: number, a: string, b: string): Comparison {
  const texts = {
    prompt: [{ role: 'user', content: `Question ${row}` }],
    a: { messages: [{ role: 'assistant', content: a }] },
    b: { messages: [{ role: 'assistant', content: b }] },
  };
  return {
    ...texts,
    row,
    line: row + 1,
    key: comparisonKey(texts),
    label: 'a',
    annotations: [],
    positioned: false,
    fields: {},
  };
}

const voted = {
  principle: { id: 'model-1', text: 'Select the response that is kind.', short: 'is kind', origin: 'model' as const },
  votes: Int8Array.of(1, -1, 0),
  proposals: [[1], [0, 2]],
};
const kept = { principles: [voted], judge: Float64Array.of(1.25, -0.5, Number.NaN), model: 'a model' };

describe('votes of a language model that are kept', () => {
  let folder: TemporaryFolder;
  let path: string;
  const before = [comparison(0, 'yes', 'no'), comparison(1, 'up', 'down'), comparison(2, 'in', 'out')];
  beforeEach(async () => {
    folder = temporaryFolder();
    path = votedPath(folder.path, '/data/pairs.jsonl');
    await storeVoted(path, before, kept);
  });
  afterEach(() => folder.remove());

  it('are the same when nothing has changed', async () => {
    assert.deepEqual(await loadVoted(path, before), { ...kept, read: new Set([0, 1, 2]), trouble: null });
  });

  it('follow the texts to other rows and sides', async () => {
    const turned = { ...before[0]!, a: before[0]!.b, b: before[0]!.a };
    const now = await loadVoted(path, [before[1]!, comparison(3, 'new', 'newer'), turned]);
    assert.deepEqual([...now!.principles[0]!.votes], [-1, 0, -1]);
    assert.deepEqual(now!.principles[0]!.proposals, [[0], [2]]);
    assert.deepEqual([...now!.judge!], [-0.5, Number.NaN, -1.25]);
    assert.deepEqual([...now!.read], [0, 2]);
  });

  it('are dropped where a text was edited under the old key', async () => {
    const edited = { ...before[0]!, a: { messages: [{ role: 'assistant', content: 'Yes!' }] } };
    const gone = { ...edited, b: { messages: [{ role: 'assistant', content: 'No!' }] } };
    assert.deepEqual([...(await loadVoted(path, [edited]))!.principles[0]!.votes], [0]);
    assert.deepEqual([...(await loadVoted(path, [gone]))!.principles[0]!.votes], [0]);
  });

  it('are none where nothing was kept, and say so where what was kept is damaged', async () => {
    assert.deepEqual(await loadVoted(votedPath(folder.path, '/data/other.jsonl'), before), null);
    writeFileSync(path, '{"store":1,"keys":[');
    const damaged = await loadVoted(path, before);
    assert.deepEqual([damaged?.principles, damaged?.judge], [[], null]);
    assert.match(damaged?.trouble ?? '', /can't be read .*extract principles again/);
  });
});
