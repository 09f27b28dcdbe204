import assert from 'node:assert/strict';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import { parseColumnChoice } from '../../../src/reward/columns/columnChoice.ts';
import { columnMembers } from '../../../src/reward/columns/columnMembers.ts';
import type { RewardTask } from '../../../src/reward/rewardModel.ts';
import { written } from './comparisons.ts';

const withFields = (...fields: readonly Comparison['fields'][]): Comparison[] =>
  written(...fields.map((_, i) => ({ a: `x ${i}`, b: `y ${i}` }))).map((c, i) => ({ ...c, fields: fields[i]! }));

const folds = { count: 2, of: new Uint8Array(3) };
const taskOf = (comparisons: readonly Comparison[]): RewardTask => ({
  comparisons,
  labels: new Int8Array(comparisons.length).fill(1),
  textFolds: folds,
  pairFolds: folds,
  seed: 1,
});

describe('columns of the file', () => {
  const comparisons = withFields(
    { rm_chosen: 2, rm_rejected: 0.5, tokens_a: 5, tokens_b: 9, gap: '-0.5', pick: 'b', note: 'x' },
    { rm_chosen: -1, rm_rejected: '0.25', tokens_a: 5, tokens_b: 1, gap: '', pick: 'A', note: 'y' },
    { rm_chosen: null, rm_rejected: 1, tokens_a: 2, tokens_b: 2, gap: '3', pick: 'tie', note: 'z' },
  );
  const said = async (...choices: readonly string[]): Promise<readonly (readonly [string, unknown])[]> => {
    const members = columnMembers(
      comparisons,
      choices.map(text => parseColumnChoice(text)!),
    );
    return Promise.all(
      members.map(async member => {
        const opinion = await member.margins(taskOf(comparisons));
        return [member.id, opinion.margins === null ? opinion.why : [...opinion.margins]] as const;
      }),
    );
  };
  const rm = ['column-rm', [1.5, -1.25, Number.NaN]];

  it('are taken unasked where their names say that they are scores of the two responses', async () => {
    assert.deepEqual(await said(), [rm]);
  });

  it('are taken as the user says, or as their values say', async () => {
    assert.deepEqual(await said('tokens', 'gap', 'pick'), [
      rm,
      ['column-tokens', [-4, 4, 0]],
      ['column-gap', [-0.5, Number.NaN, 3]],
      ['column-pick', [-1, 1, 0]],
    ]);
    assert.deepEqual(await said('rm:off'), []);
    assert.deepEqual(await said('rm_chosen:margin'), [rm, ['column-rm_chosen', [2, -1, Number.NaN]]]);
  });

  it('are read by the text that they were about, where the texts have changed places', async () => {
    const turned = comparisons.map(comparison => ({ ...comparison, turned: true as const }));
    const read = await Promise.all(
      columnMembers(turned, [{ name: 'tokens' }, { name: 'gap' }, { name: 'pick' }]).map(async member => {
        const { margins } = await member.margins(taskOf(turned));
        return [member.id, [...margins!].map(margin => margin + 0)];
      }),
    );
    // Fields named after the texts were exchanged with them.
    assert.deepEqual(read, [
      rm,
      ['column-tokens', [4, -4, 0]],
      ['column-gap', [0.5, Number.NaN, -3]],
      ['column-pick', [1, -1, 0]],
    ]);
  });

  it('say why where there is nothing in them', async () => {
    assert.deepEqual(await said('rm:off', 'nothing', 'note:prefers', 'gap:scores'), [
      ['column-nothing', 'no comparison has a number in it'],
      ['column-note', 'no comparison names a response in it (a, b, 1, 2, chosen, rejected, tie)'],
      ['column-gap', 'no two numeric fields rate the two responses'],
    ]);
  });

  it('do not take "chosen" for response a where the file has a label of its own', async () => {
    const positioned = comparisons.map(c => ({ ...c, positioned: true }));
    assert.deepEqual(columnMembers(positioned), []);
  });

  it('are named with a use that exists', () => {
    assert.deepEqual(['a:b:margin', 'x', 'x:', ':off', '', 'x:y'].map(parseColumnChoice), [
      { name: 'a:b', use: 'margin' },
      { name: 'x' },
      null,
      null,
      null,
      null,
    ]);
  });
});
