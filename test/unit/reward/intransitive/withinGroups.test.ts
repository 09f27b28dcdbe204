import assert from 'node:assert/strict';
import { withinText } from '../../../../src/cli/output/intransitivityText.ts';
import { styleFor } from '../../../../src/cli/output/style.ts';
import type { Comparison } from '../../../../src/dataset/comparison.ts';
import { intransitivityOf } from '../../../../src/reward/intransitive/intransitivity.ts';
import { modelFigures } from '../../../../src/reward/intransitive/modelFigures.ts';
import { withinGroups } from '../../../../src/reward/intransitive/withinGroups.ts';
import type { PopulationsFigures } from '../../../../src/reward/populations/populationsFigures.ts';
import { Random } from '../../../../src/reward/random.ts';
import { populationsOfTwo } from '../../audit/annotatedFigures.ts';
import { type Met, metModels } from '../strength/meetingsFixture.ts';

/** Votes of three groups of ten; `wins` says how sure a group is of model i over model j. */
function mixed(wins: (group: number, i: number, j: number) => number, seed: number): Comparison[] {
  const random = new Random(seed);
  const rows = Array.from({ length: 1200 }, (): Met & { who: string } => {
    const i = random.below(3);
    const j = (i + 1 + random.below(2)) % 3;
    const group = random.below(3);
    const label = random.next() < wins(group, i, j) ? 'a' : 'b';
    return { a: `m${i}`, b: `m${j}`, label, who: `${group} ${random.below(10)}` };
  });
  return metModels(rows).map((c, at) => ({ ...c, annotations: [{ annotator: rows[at]!.who, label: c.label }] }));
}

/** Each group has an order, and they are turns of one another: Condorcet's circle. */
const condorcet = (group: number, i: number, j: number): number => ((i + group) % 3 < (j + group) % 3 ? 0.9 : 0.1);
const circular = (_: number, i: number, j: number): number => ((j - i + 3) % 3 === 1 ? 0.85 : 0.15);
const names = ['0', '1', '2'];
const groupsOf = (annotator: string | null) => [annotator?.[0] ?? ''];
const plain = styleFor({ isTTY: false }, {});

describe('circles inside groups', () => {
  it('are none where only the mix of groups with an order each goes in circles', () => {
    const comparisons = mixed(condorcet, 1);
    const all = intransitivityOf(comparisons, 'response_model');
    const groups = withinGroups(comparisons, names, groupsOf, 'response_model', 0);
    assert.equal(all.verdict, 'yes');
    assert.deepEqual(
      groups.map(({ circles }) => circles?.verdict),
      ['not seen', 'not seen', 'not seen'],
    );
    assert.equal(
      groups.reduce((sum, { votes }) => sum + votes, 0),
      1200,
    );
    assert.deepEqual(
      groups.map(({ people }) => people),
      [10, 10, 10],
    );
    assert.match(withinText(all, groups, plain), /no group does: the mix of groups gives them/);
  });

  it('are found where everybody goes in circles', () => {
    const comparisons = mixed(circular, 2);
    const all = intransitivityOf(comparisons, 'response_model');
    const groups = withinGroups(comparisons, names, groupsOf, 'response_model', 0);
    assert.deepEqual(
      groups.map(({ circles }) => circles?.verdict),
      ['yes', 'yes', 'yes'],
    );
    assert.match(withinText(all, groups, plain), /a mix of groups does not explain them/);
  });

  it('are looked for by the populations of an audit, and not by people who vote by chance', () => {
    const comparisons = mixed(condorcet, 3).filter(({ annotations: [vote] }) => vote!.annotator[0] !== '2');
    const base = populationsOfTwo('x').populations as Extract<PopulationsFigures, { readonly known: true }>;
    const people = [...new Set(comparisons.map(({ annotations: [vote] }) => vote!.annotator))].sort();
    const placed = people.map(name => ({
      name,
      votes: 40,
      memberships: name === '0 0' ? [0.1, 0.1, 0.8] : name.startsWith('0') ? [0.9, 0.1, 0] : [0.1, 0.9, 0],
    }));
    const { within } = modelFigures(comparisons, 0, { ...base, placed })!;
    assert.deepEqual(
      within!.map(({ name, people: n }) => [name, n]),
      [
        ['population 1', 9],
        ['population 2', 10],
      ],
    );
    assert.equal(modelFigures(comparisons, 0)!.within, undefined);
  });

  it('are not known of a group without votes', () => {
    const [none] = withinGroups(mixed(condorcet, 4), ['nobody'], groupsOf, 'response_model', 0);
    assert.deepEqual(none, { name: 'nobody', people: 0, votes: 0, circles: null });
  });
});
