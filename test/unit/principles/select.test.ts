import assert from 'node:assert/strict';
import { Pause } from '../../../src/principles/pause.ts';
import { randomFrom } from '../../../src/principles/random.ts';
import { decide } from '../../../src/principles/select/constitution.ts';
import { excludesOf } from '../../../src/principles/select/excludes.ts';
import { groupFolds, promptGroups } from '../../../src/principles/select/groups.ts';
import { selectConstitution } from '../../../src/principles/select/select.ts';
import { logisticWeights } from '../../../src/principles/select/weights.ts';
import { comparison } from './comparisons.ts';

/** Random votes of `count` rules on `n` rows; each rule votes on about `relevance` of them. */
function randomVotes(count: number, n: number, relevance: number, random: () => number): Int8Array[] {
  return Array.from({ length: count }, () =>
    Int8Array.from({ length: n }, () => (random() < relevance ? (random() < 0.5 ? 1 : -1) : 0)),
  );
}

const principle = (id: string, opposite?: string) =>
  ({ id, text: id, short: id, origin: 'user', ...(opposite && { opposite }) }) as const;

async function select(columns: Int8Array[], labels: Int8Array) {
  const rows = Int32Array.from(labels.keys()).filter(row => labels[row] !== 0);
  const excludes = excludesOf(
    columns.map((_, at) => principle(`p${at}`)),
    columns,
  );
  const { recommended } = await selectConstitution({
    columns,
    labels,
    groups: Int32Array.from(labels.keys()),
    rows,
    excludes,
    seed: 3,
    pause: new Pause(),
  });
  return recommended;
}

describe('selectConstitution', () => {
  it('recovers the majority of three planted rules among forty', async () => {
    const random = randomFrom(7);
    const columns = randomVotes(40, 1200, 0.8, random);
    const labels = Int8Array.from({ length: 1200 }, (_, row) => {
      const sum = columns[3]![row]! + columns[11]![row]! + columns[29]![row]!;
      return sum === 0 || random() < 0.05 ? (random() < 0.5 ? 1 : -1) : Math.sign(sum);
    });
    const { rules } = await select(columns, labels);
    assert.deepEqual(
      [...rules].sort((x, y) => x - y),
      [3, 11, 29],
    );
  });

  it('recovers a ranked list and says that it is ranked', async () => {
    const random = randomFrom(8);
    const columns = randomVotes(30, 2000, 0.5, random);
    const labels = Int8Array.from(
      { length: 2000 },
      (_, row) => columns[5]![row]! || columns[2]![row]! || columns[9]![row]! || (random() < 0.5 ? 1 : -1),
    );
    const constitution = await select(columns, labels);
    assert.equal(constitution.decides, 'ranked');
    assert.deepEqual(constitution.rules, [5, 2, 9]);
  });

  it('weighs a reliable rule above two unreliable ones', async () => {
    const random = randomFrom(9);
    const labels = Int8Array.from({ length: 3000 }, () => (random() < 0.5 ? 1 : -1));
    const noisy = (accuracy: number) => Int8Array.from(labels, label => (random() < accuracy ? label : -label));
    const columns = [noisy(0.85), noisy(0.62), noisy(0.62), ...randomVotes(10, 3000, 0.9, random)];
    const constitution = await select(columns, labels);
    assert.equal(constitution.rules[0], 0);
    let right = 0;
    for (const row of labels.keys()) if (decide(constitution, columns, row) === labels[row]) right++;
    assert.ok(right / labels.length > 0.84);
  });

  it('takes one of two rules that say the same', async () => {
    const random = randomFrom(10);
    const labels = Int8Array.from({ length: 600 }, () => (random() < 0.5 ? 1 : -1));
    const good = Int8Array.from(labels, label => (random() < 0.8 ? label : -label));
    const twin = Int8Array.from(good, (vote, row) => (row % 20 === 0 ? 0 : vote));
    const { rules } = await select([good, twin, ...randomVotes(10, 600, 0.9, random)], labels);
    assert.ok(rules.includes(0) !== rules.includes(1));
  });

  it('chooses few rules or none on random labels', async () => {
    const random = randomFrom(11);
    const labels = Int8Array.from({ length: 800 }, () => (random() < 0.5 ? 1 : -1));
    const { rules } = await select(randomVotes(40, 800, 0.7, random), labels);
    assert.ok(rules.length <= 3, `${rules.length} rules`);
  });
});

describe('excludesOf', () => {
  it('keeps contraries and near copies apart', () => {
    const up = Int8Array.from([1, -1, 1, 1, 0, -1]);
    const down = up.map(vote => -vote);
    const rare = Int8Array.from([1, 0, 0, 0, 0, 0]);
    const excludes = excludesOf(
      [principle('up'), principle('down'), principle('rare'), principle('not', 'rare')],
      [up, down, rare, rare],
    );
    assert.equal(excludes(0, 1), true);
    assert.equal(excludes(0, 2), false);
    assert.equal(excludes(2, 3), true);
  });
});

describe('groupFolds', () => {
  it('keeps a prompt together, whatever its case and spacing', () => {
    const groups = promptGroups([
      comparison(0, 'Why is the sky blue?', 'a', 'b', 'a'),
      comparison(1, 'why is  the sky BLUE?', 'c', 'd', 'a'),
      comparison(2, 'Why?', 'e', 'f', 'a'),
      comparison(3, '', 'e', 'f', 'a'),
      comparison(4, '', 'g', 'h', 'a'),
    ]);
    assert.deepEqual([...groups], [0, 0, 1, 2, 3]);
  });

  it('makes folds of even size without splitting a group', () => {
    const groups = Int32Array.from({ length: 1000 }, (_, row) => Math.floor(row / 3));
    const folds = groupFolds(Int32Array.from(groups.keys()), groups, 5, 1);
    const sizes = [0, 0, 0, 0, 0];
    for (const [row, fold] of folds.entries()) {
      sizes[fold]!++;
      assert.equal(fold, folds[3 * groups[row]!]);
    }
    assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 3, sizes.join(' '));
  });
});

describe('logisticWeights', () => {
  it('gives the log odds of a lone rule, shrunk a little', () => {
    const stands = [Int8Array.from({ length: 1000 }, (_, row) => (row < 800 ? 1 : -1))];
    const [weight] = logisticWeights(stands, [0]);
    assert.ok(Math.abs(weight! - Math.log(4)) < 0.02, String(weight));
  });

  it('gives no weight to a rule that the labels go against', () => {
    assert.deepEqual(logisticWeights([new Int8Array(50).fill(-1)], [0]), [0]);
  });
});
