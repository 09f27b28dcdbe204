import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ComparisonTable } from '../../../src/table/comparisonTable.ts';
import { TableError } from '../../../src/table/tableError.ts';
import { facts } from './facts.ts';

describe('a condition that votes', () => {
  let folder: string;
  let table: ComparisonTable;
  const votes = async (text: string) => Object.fromEntries(await table.votes(await table.check(text)));

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pairlens-'));
    table = await ComparisonTable.open({ storage: folder, conditionTimeout: 400 });
    await table.addFacts([
      facts(0, { charsA: 10, charsB: 50, scoreA: 1, scoreB: 2, label: 'b' }),
      facts(1, { charsA: 90, charsB: 50, scoreA: 2, scoreB: 1, label: 'a' }),
      facts(2, { charsA: 50, charsB: 50, modelA: 'm', modelB: 'n', label: 'a' }),
      facts(3, { malformed: true, charsA: 0, charsB: 0, label: null }),
    ]);
  });
  after(async () => {
    await table.close();
    await rm(folder, { recursive: true });
  });

  it('speaks for a where it holds, for b where it holds with the responses exchanged', async () => {
    assert.deepEqual(await votes('chars_a < chars_b'), { 0: 1, 1: -1 });
    assert.deepEqual(await votes('chars_a >= chars_b + 40'), { 0: -1, 1: 1 });
    assert.deepEqual(await votes("model_a = 'n'"), { 2: -1 });
    assert.deepEqual(await votes('score_a > score_b and chars_a > (select avg(chars_a) from v)'), { 0: -1, 1: 1 });
  });

  it('abstains where it does not depend on which response is which', async () => {
    assert.deepEqual(await votes('chars_a <> chars_b'), {});
    assert.deepEqual(await votes('turns = 1'), {});
    assert.deepEqual(await votes('chars_a <= chars_b'), { 0: 1, 1: -1 });
  });

  for (const name of ['label', 'label_strength', 'p', 'preference_strength', 'verdict', 'principles_for', 'v.label']) {
    it(`can not see ${name}`, async () => {
      await assert.rejects(votes(`${name} is not null and chars_a < chars_b`), TableError);
    });
  }

  it('says which columns it may name, and what is misspelt', async () => {
    await assert.rejects(votes('label = 1'), /can't vote by "label"\. .*no labels/);
    await assert.rejects(table.checkVotes('char_a < chars_b'), /can't vote by "char_a"\. Did you mean "chars_/);
    await assert.rejects(table.checkVotes('chars_a <'), /not valid SQL/);
    await assert.rejects(table.checkVotes('1=1) or (select 1 from store.facts)=1 --'), TableError);
    await assert.rejects(table.checkVotes('exists (select 1 from memory.main.v)'), TableError);
  });

  it('is stopped where it never ends', async () => {
    await assert.rejects(votes('list_sum(range(100000000000)) > chars_a'), TableError);
    assert.deepEqual(await votes('chars_a < chars_b'), { 0: 1, 1: -1 });
  });
});
