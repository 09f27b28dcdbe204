import assert from 'node:assert/strict';
import { clusteredVariance } from '../../../src/principles/evaluate/clusteredVariance.ts';
import { groupDifferences, type SharedLabel } from '../../../src/principles/evaluate/groupDifferences.ts';
import type { Principle } from '../../../src/principles/principle.ts';
import { falseDiscovery } from '../../../src/reward/falseDiscovery.ts';
import { Random } from '../../../src/reward/random.ts';

const principle = (id: string): Principle => ({
  id,
  text: `Select the response that ${id}`,
  short: id,
  origin: 'measured',
});

describe('differences of groups', () => {
  const random = new Random(1);
  const rows = 600;
  const side = (): -1 | 1 => (random.next() < 0.5 ? 1 : -1);
  const votes = new Map(['planted', 'other', 'third'].map(id => [id, Int8Array.from({ length: rows }, side)]));
  const prompts = Int32Array.from({ length: rows }, (_, row) => row);
  /** Thirty people, ten of whom go by the planted principle; all others by none. */
  const labels = (follows: number): SharedLabel[] =>
    Array.from({ length: rows }, (_, row) => {
      const person = row % 30;
      const here = person < 10;
      const label = here && random.next() < follows ? (votes.get('planted')![row]! as -1 | 1) : side();
      return { row, label, person, weights: here ? [1, 0] : [0, 1] };
    });
  const principles = [...votes.keys()].map(principle);

  it('name the principle that one group goes by, for both sides, with its accuracy here and elsewhere', () => {
    const [here, there] = groupDifferences(principles, votes, labels(0.6), prompts, 2);
    assert.deepEqual(
      here!.map(({ id }) => id),
      ['planted'],
    );
    assert.ok(here![0]!.here.low > 0.6 && Math.abs(here![0]!.elsewhere.value - 0.5) < 0.1);
    assert.equal(here![0]!.here.n, 200);
    assert.deepEqual(
      there!.map(({ id }) => id),
      ['planted'],
    );
    assert.equal(there![0]!.here.value, here![0]!.elsewhere.value);
  });

  it('are none where all go by the same: at most one of twenty draws names anything', () => {
    let named = 0;
    for (let draw = 0; draw < 20; draw++) {
      if (groupDifferences(principles, votes, labels(0), prompts, 2).some(list => list.length > 0)) named++;
    }
    assert.ok(named <= 2, String(named));
  });

  it('count the people, not their votes: one person with many votes is no group', () => {
    const lone = labels(0).map(label => ({
      ...label,
      label: label.person === 0 ? (votes.get('planted')![label.row]! as -1 | 1) : label.label,
      weights: label.person < 2 ? [1, 0] : [0, 1],
    }));
    assert.deepEqual(groupDifferences(principles, votes, lone, prompts, 2)[0], []);
  });

  it('have a variance that is not less than that of either kind of cluster', () => {
    const parts = [0, 1, 2, 3].map(i => ({ prompt: i, person: i < 2 ? 0 : 1, value: i < 2 ? 1 : -1 }));
    assert.equal(clusteredVariance(parts), Math.max(2 * 8, (4 / 3) * 4, 2 * 8 + (4 / 3) * 4 - 4));
  });

  it('are held to a share of false discoveries (Benjamini and Hochberg, their worked rule)', () => {
    assert.deepEqual(
      falseDiscovery([0.01, 0.04, 0.03, 0.5]).map(q => Number(q.toFixed(4))),
      [0.04, 0.0533, 0.0533, 0.5],
    );
    assert.deepEqual(falseDiscovery([]), []);
  });
});
