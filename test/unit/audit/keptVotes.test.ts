import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { keptVotes } from '../../../src/audit/keptVotes.ts';
import { importedPath, storeVoted, votedPath } from '../../../src/audit/votedStore.ts';
import { sentenceId } from '../../../src/principles/model/sentenceId.ts';
import type { VotedPrinciple } from '../../../src/principles/votedPrinciple.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { comparison } from '../principles/comparisons.ts';

const comparisons = Array.from({ length: 6 }, (_, at) => ({
  ...comparison(at, `Day ${at}`, `So ${at}`, `Not so ${at}`, 'a'),
  key: `key${at}`,
}));
const voted = (text: string, votes: readonly number[], origin: 'model' | 'file'): VotedPrinciple => ({
  principle: { id: sentenceId(text), text, short: text, origin },
  votes: Int8Array.from(votes),
  proposals: [],
});

describe('votes kept for a file', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const load = () => keptVotes(folder.path, '/data/a.jsonl', comparisons);
  const store = async (path: string, places: readonly number[], principles: readonly VotedPrinciple[], judge = false) =>
    storeVoted(
      path,
      places.map(at => comparisons[at]!),
      { principles, judge: judge ? Float64Array.from(places, () => 1) : null, model: 'm' },
    );

  it('are those of the language model and the imported ones, on what both have read', async () => {
    assert.equal(await load(), null);
    await store(
      votedPath(folder.path, '/data/a.jsonl'),
      [0, 1, 2, 3],
      [voted('Both say it.', [1, 1, 1, 1], 'model'), voted('The model says it.', [1, -1, 1, 0], 'model')],
      true,
    );
    assert.deepEqual([...(await load())!.read], [0, 1, 2, 3]);
    await store(
      importedPath(folder.path, '/data/a.jsonl'),
      [2, 3, 4, 5],
      [voted('Both say it.', [-1, -1, -1, 0], 'file')],
    );
    const kept = (await load())!;
    assert.deepEqual(
      kept.principles.map(({ principle, votes }) => [principle.text, principle.origin, [...votes]]),
      [
        ['Both say it.', 'file', [0, 0, -1, -1, -1, 0]],
        ['The model says it.', 'model', [1, -1, 1, 0, 0, 0]],
      ],
    );
    assert.deepEqual([...kept.read], [2, 3]);
    assert.deepEqual([...kept.judge!], [1, 1, 1, 1, Number.NaN, Number.NaN]);
  });

  it('are the imported ones alone where there are no others', async () => {
    await store(importedPath(folder.path, '/data/a.jsonl'), [2, 5], [voted('The file says it.', [1, -1], 'file')]);
    const kept = (await load())!;
    assert.deepEqual([[...kept.read], kept.judge, kept.trouble], [[2, 5], null, null]);
  });

  it('say what to do where they are damaged', async () => {
    const path = importedPath(folder.path, '/data/a.jsonl');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '{"store": 1');
    assert.match((await load())!.trouble!, /import them again/);
  });
});
