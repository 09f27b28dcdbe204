import assert from 'node:assert/strict';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import { labelsOf } from '../../../src/reward/ensemble.ts';
import { dial, NoSuchObjective, parseWeights } from '../../../src/reward/objectives/dial.ts';
import { objectiveColumns } from '../../../src/reward/objectives/objectiveColumns.ts';
import { objectivesFigures } from '../../../src/reward/objectives/objectivesFigures.ts';
import { Random } from '../../../src/reward/random.ts';
import { written } from './comparisons.ts';

/** Two scores drawn independently; labels follow 30 degrees between them: cos 30 help + sin 30 safety. */
function scored(n: number, seed: number): Comparison[] {
  const random = new Random(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return written(...Array.from({ length: n }, (_, i) => ({ a: `one ${i}`, b: `two ${i}` }))).map((c): Comparison => {
    const [help, safe] = [normal(), normal()];
    const margin = 2 * (Math.cos(Math.PI / 6) * help + Math.sin(Math.PI / 6) * safe);
    const label = random.next() < 1 / (1 + Math.exp(-margin)) ? 'a' : 'b';
    return { ...c, label, fields: { help_a: help, help_b: 0, safety_a: 0, safety_b: -3 * safe, note: 'x' } };
  });
}

describe('objectives', () => {
  it('are found as pairs of scores, and the direction that the labels follow with them', () => {
    const comparisons = scored(2000, 1);
    const figures = objectivesFigures(comparisons, labelsOf(comparisons))!;
    assert.deepEqual(
      figures.objectives.map(({ name }) => name),
      ['help', 'safety'],
    );
    const [help, safety] = figures.objectives.map(({ weight }) => weight!);
    const degrees = (Math.atan2(safety!.value, help!.value) * 180) / Math.PI;
    assert.ok(Math.abs(degrees - 30) < 4, String(degrees));
    assert.ok(help!.low < Math.cos(Math.PI / 6) && help!.high > Math.cos(Math.PI / 6));
    assert.ok(Math.abs(figures.conflict!.value - 0.5) < 0.05);
    assert.ok(figures.dominated!.value > 0 && figures.dominated!.value < 0.2);
    assert.equal(figures.pairs[0]!.conflict.value, figures.conflict!.value);
  });

  it('are the labels under a few names, as helpful and safe of PKU-SafeRLHF', () => {
    const comparisons = written(
      {
        a: 'p',
        b: 'q',
        label: 'a',
        votes: [
          ['helpful', 'a'],
          ['safe', 'b'],
        ],
      },
      {
        a: 'r',
        b: 's',
        label: 'b',
        votes: [
          ['helpful', 'b'],
          ['safe', 'b'],
        ],
      },
      {
        a: 't',
        b: 'u',
        label: 'a',
        votes: [
          ['helpful', 'a'],
          ['safe', 'tie'],
        ],
      },
    );
    const figures = objectivesFigures(comparisons, labelsOf(comparisons))!;
    assert.deepEqual(
      figures.pairs.map(({ one, other, conflict: { value, n } }) => [one, other, value, n]),
      [['helpful', 'safe', 0.5, 2]],
    );
    assert.equal(figures.objectives[0]!.agrees!.value, 1);
    assert.equal(figures.objectives[0]!.weight, null);
  });

  it('are no objectives where only one speaks', () => {
    const comparisons = written({ a: 'p', b: 'q', votes: [['mia', 'a']] });
    assert.equal(objectivesFigures(comparisons, labelsOf(comparisons)), null);
  });

  it('re-rank comparisons as the dial is turned, from one objective to the other', () => {
    const comparisons = scored(400, 2);
    const columns = objectiveColumns(comparisons);
    const labels = labelsOf(comparisons);
    const [help, safety] = columns;
    const only = dial(columns, new Map([['help', 3]]), labels);
    assert.deepEqual([...only.margins], [...help!.margins]);
    const both = dial(columns, parseWeights('help=0.8, safety=0.6')!, labels);
    for (const [i, margin] of both.margins.entries()) {
      assert.ok(Math.abs(margin - (0.8 * help!.margins[i]! + 0.6 * safety!.margins[i]!)) < 1e-12);
      assert.equal(both.p[i]! > 0.5, margin > 0);
    }
    assert.ok(both.agrees!.value > only.agrees!.value);
    assert.equal(dial(columns, new Map([['help', -1]]), labels).scale, 0);
    assert.throws(
      () => dial(columns, new Map([['cost', 1]]), labels),
      (error: Error) => error instanceof NoSuchObjective && /Objectives: help, safety/.test(error.message),
    );
  });

  it('have weights as NAME=NUMBER, or none at all', () => {
    assert.deepEqual(
      [...parseWeights('a=b=1,c=-.5')!],
      [
        ['a=b', 1],
        ['c', -0.5],
      ],
    );
    for (const wrong of ['', 'help', 'help=', '=1', 'help=much', 'help=0'])
      assert.equal(parseWeights(wrong), null, wrong);
  });
});
