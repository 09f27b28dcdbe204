import assert from 'node:assert/strict';
import { annotationColumns, annotationLines } from '../../../src/audit/annotationColumns.ts';
import { nextVote } from '../../../src/reward/degree/nextVote.ts';
import { Pace } from '../../../src/reward/pace.ts';
import { prepare } from '../../../src/reward/prepared.ts';
import { written } from '../reward/comparisons.ts';
import { populationsOfTwo } from './annotatedFigures.ts';
import { auditedRow } from './reportFixture.ts';

describe('annotations as columns', () => {
  it('have the degree that the other votes give, and factors toward the preferred response', async () => {
    const spread = { slope: 1, worth: 0.5 };
    const comparisons = written({
      a: '- one\n- two\n- three',
      b: 'One and two and three, all of it in one long line.',
      votes: [
        ['ann', 'a'],
        ['bob', 'b'],
        ['cleo', 'a'],
        ['dan', 'tie'],
      ],
    });
    const figures = populationsOfTwo('x');
    const rows = [auditedRow(0, [], { degree: nextVote(spread, 0.8, 2, 1) })];
    const lines = [
      ...annotationLines(
        comparisons,
        { rows },
        { ...figures, profiles: { ...figures.profiles, spread } },
        await prepare(comparisons, new Pace()),
      ),
    ];
    const degrees = lines.map(({ degree }) => degree as number);
    assert.ok(Math.abs(degrees[0]! - nextVote(spread, 0.8, 1, 1)) < 1e-4);
    assert.ok(Math.abs(degrees[1]! - (1 - nextVote(spread, 0.8, 2, 0))) < 1e-4);
    assert.equal(degrees[3], null);
    assert.deepEqual(
      lines.map(line => line.factor_bullets),
      [1, -1, 1, null],
    );
    for (const line of lines) assert.deepEqual(Object.keys(line), annotationColumns);
    assert.equal(new Set(annotationColumns).size, annotationColumns.length);
    // Nobody is placed in that fixture, so that no population is named.
    assert.ok(lines.every(({ population, membership }) => population === null && membership === null));
  });
});
