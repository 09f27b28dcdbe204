import assert from 'node:assert/strict';
import { VoteMemory } from '../../../src/engine/tasks/voteMemory.ts';
import { comparison } from '../principles/comparisons.ts';

describe('votes that are kept', () => {
  const two = [comparison(0, 'p', 'a', 'b', 'a'), comparison(4, 'q', 'c', 'd', 'b')];

  it('are cast again only where a text is another', async () => {
    const memory = new VoteMemory();
    const asked: number[][] = [];
    const cast = (votes: number) => (some: typeof two | readonly (typeof two)[number][]) => {
      asked.push(some.map(({ row }) => row));
      return Int8Array.from(some, () => votes);
    };
    assert.equal((await memory.votes('v', two, cast(1))).fresh, 2);
    // Another label, and the same text read anew.
    const relabelled = [{ ...two[0]!, label: 'b' as const }, comparison(4, 'q', 'c', 'd', 'b')];
    assert.deepEqual([...(await memory.votes('v', relabelled, cast(-1))).votes], [1, 1]);
    const edited = [two[0]!, comparison(4, 'q', 'c', 'other', 'b'), comparison(5, 'new', 'e', 'f', 'a')];
    const { votes, fresh } = await memory.votes('v', edited, cast(-1));
    assert.deepEqual([[...votes], fresh], [[1, -1, -1], 2]);
    assert.deepEqual(asked, [
      [0, 4],
      [4, 5],
    ]);
    assert.equal((await memory.votes('w', two, cast(1))).fresh, 2);
  });

  it('may come from elsewhere, for some of the comparisons', async () => {
    const memory = new VoteMemory();
    memory.keep('v', two.slice(1), Int8Array.of(-1));
    const { votes, fresh } = await memory.votes('v', two, some => Int8Array.from(some, () => 1));
    assert.deepEqual([[...votes], fresh], [[1, -1], 1]);
  });
});
