import assert from 'node:assert/strict';
import { placeReviewer } from '../../../../src/audit/placeReviewer.ts';
import { undecided } from '../../../../src/edits/decision.ts';
import { placeByViews, type ViewedVote } from '../../../../src/reward/populations/placeByViews.ts';
import type { PopulationsFigures } from '../../../../src/reward/populations/populationsFigures.ts';
import { Random } from '../../../../src/reward/random.ts';
import { populationsOfTwo } from '../../audit/annotatedFigures.ts';
import { auditedRow, bareFigures } from '../../audit/reportFixture.ts';

const figures = populationsOfTwo('x').populations;

/** Votes by population `k` of two that part over every comparison, with a probability of .85. */
function votesOf(k: 0 | 1, count: number, seed: number): ViewedVote[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const first = random.next() < 0.5 ? 0.85 : 0.15;
    const populations = [first, 1 - first];
    return { populations, side: random.next() < populations[k]! ? 'a' : 'b' } as const;
  });
}

describe('somebody new', () => {
  it('is placed among populations by a few votes', () => {
    let right = 0;
    for (let seed = 0; seed < 100; seed++) {
      for (const k of [0, 1] as const) {
        const memberships = placeByViews(figures, votesOf(k, 8, 17 + seed))!;
        assert.ok(Math.abs(memberships.reduce((sum, p) => sum + p, 0) - 1) < 1e-12);
        assert.equal(memberships.length, 3);
        if (memberships[k]! > 0.5) right++;
      }
    }
    // With eight votes of .85 and shares of .7 and .25, the best that can be is about .97.
    assert.ok(right / 200 > 0.92, `${right}`);
  });

  it('is nobody in particular where votes follow no population, and by the shares where populations agree', () => {
    const random = new Random(5);
    const nobody = Array.from({ length: 50 }, () => {
      const votes = votesOf(0, 200, 3).map(vote => ({ ...vote, side: random.next() < 0.5 ? 'a' : 'b' }) as const);
      return placeByViews(figures, votes)![2]!;
    });
    const found = nobody.filter(p => p > 0.5).length;
    assert.ok(found > 42, `${found}`);
    const alike = placeByViews(
      figures,
      Array.from({ length: 5 }, () => ({ populations: [0.6, 0.6], side: 'a' as const })),
    )!;
    assert.ok(Math.abs(alike[0]! / alike[1]! - 0.7 / 0.25) < 1e-9);
  });

  it('is not placed by fewer than three votes that populations have a view of, nor in one population', () => {
    assert.equal(placeByViews(figures, votesOf(0, 2, 1)), null);
    assert.equal(placeByViews(figures, [...votesOf(0, 2, 1), { populations: [null, 0.5], side: 'a' }]), null);
    const known = figures as Extract<PopulationsFigures, { readonly known: true }>;
    assert.equal(placeByViews({ ...known, populations: known.populations.slice(0, 1) }, votesOf(0, 9, 1)), null);
    assert.equal(placeByViews({ known: false, why: '' }, votesOf(0, 9, 1)), null);
  });

  it('may be the reviewer, by verdicts for a response', () => {
    const rows = Array.from({ length: 12 }, (_, row) => auditedRow(row, [], { populations: [0.1, 0.9] }));
    const audit = { rows, figures: { ...bareFigures, annotation: populationsOfTwo('x') } };
    const given = (row: number) => (row < 4 ? 'seen' : 'blind');
    const decisions = new Map(
      rows.map(({ row }) => [row, { ...undecided, verdict: row === 11 ? 'tie' : 'a', given: given(row) } as const]),
    );
    const { votes, seen, memberships } = placeReviewer(audit, decisions)!;
    assert.deepEqual([votes, seen], [11, 4]);
    assert.ok(memberships[1]! > 0.95, `${memberships}`);
    assert.equal(placeReviewer(audit, new Map()), null);
  });
});
