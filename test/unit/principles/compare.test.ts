import assert from 'node:assert/strict';
import { compareText } from '../../../src/cli/output/compareText.ts';
import { styleFor } from '../../../src/cli/output/style.ts';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import { comparisonKey } from '../../../src/dataset/comparisonKey.ts';
import { agreementDifference } from '../../../src/principles/compare/agreementDifference.ts';
import { compareDatasets } from '../../../src/principles/compare/compareDatasets.ts';
import { comparisonJson } from '../../../src/principles/compare/comparisonJson.ts';
import { comparisonMarkdown } from '../../../src/principles/compare/comparisonMarkdown.ts';
import { labelChanges } from '../../../src/principles/compare/labelChanges.ts';
import { twoSided } from '../../../src/principles/conditional/dependsOn.ts';
import { clusteredWilson } from '../../../src/principles/evaluate/intervals.ts';
import { randomFrom } from '../../../src/principles/random.ts';
import { runPrinciples } from '../../../src/principles/runPrinciples.ts';
import { comparison } from './comparisons.ts';

/** Labels of which the first `right` agree with the vote. */
function agreeing(n: number, right: number, from: number) {
  const clusters = Int32Array.from({ length: n }, (_, row) => from + row);
  return {
    votes: new Int8Array(n).fill(1),
    labels: Int8Array.from({ length: n }, (_, row) => (row < right ? 1 : -1)),
    clusters,
    share: clusteredWilson(
      right,
      n - right,
      new Map([...clusters].map((at, row) => [at, row < right ? [1, 0] : [0, 1]])),
    ),
  };
}

describe('agreementDifference', () => {
  it('is the two-proportion test and Newcombe’s interval where nothing is shared', () => {
    // Newcombe 1998, table II: 48 of 80 and 56 of 70 differ by .2, by method 10 from .0524 to .3339.
    const { value, low, high, p } = agreementDifference(agreeing(80, 48, 0), agreeing(70, 56, 100));
    assert.ok(Math.abs(value - 0.2) < 1e-9);
    assert.ok(Math.abs(low - 0.0524) < 5e-5 && Math.abs(high - 0.3339) < 5e-5, `${low} ${high}`);
    const pooled = 104 / 150;
    const exact = twoSided(0.2 / Math.sqrt(pooled * (1 - pooled) * (1 / 80 + 1 / 70)));
    assert.ok(Math.abs(p! - exact) < 0.001, `${p} ${exact}`);
  });

  it('is McNemar’s test for two versions of the same labels, with a narrow interval', () => {
    const [one, other] = [agreeing(200, 140, 0), agreeing(200, 150, 0)];
    const { p, low, high } = agreementDifference(one, other);
    // Ten labels changed, all towards the principle.
    assert.ok(Math.abs(p! - twoSided(Math.sqrt(10))) < 1e-9);
    assert.ok(low > 0 && high < 0.12, `${low} ${high}`);
    assert.equal(agreementDifference(one, one).p, 1);
    assert.equal(agreementDifference(agreeing(9, 9, 0), other).p, null);
    assert.equal(agreementDifference(agreeing(0, 0, 0), other).p, null);
  });
});

describe('labelChanges', () => {
  const keyed = (row: number, a: string, b: string, label: Comparison['label']): Comparison => {
    const made = comparison(row, 'Why?', a, b, label);
    return { ...made, key: comparisonKey(made) };
  };

  it('finds the same comparisons whichever response stands first, and what their labels became', () => {
    const one = [keyed(0, 'x', 'y', 'a'), keyed(1, 'p', 'q', 'a'), keyed(2, 'k', 'l', null), keyed(3, 'x', 'y', 'b')];
    const other = [keyed(0, 'l', 'k', 'a'), keyed(1, 'y', 'x', 'b'), keyed(2, 'q', 'p', 'a'), keyed(3, 'm', 'n', 'a')];
    const changes = labelChanges(one, other);
    assert.deepEqual([changes.both, changes.onlyOne, changes.onlyOther], [3, 1, 1]);
    assert.deepEqual(changes.changes, [
      { one: 1, other: 2, from: 'a', to: 'b' },
      { one: 2, other: 0, from: null, to: 'b' },
    ]);
    assert.deepEqual([changes.turned, changes.decided, changes.undecided], [1, 1, 0]);
  });
});

/** Comparisons whose label follows exclamation marks with a share of errors. */
function loud(n: number, seed: number, errors: number, from = 0): Comparison[] {
  const random = randomFrom(seed);
  return Array.from({ length: n }, (_, at) => {
    const row = from + at;
    const marked = random() < 0.5;
    const text = (mark: boolean): string =>
      `So it is with number ${row}${', and more'.repeat(Math.floor(4 * random()))}${mark ? '!' : '.'}`;
    const right = random() >= errors;
    const made = comparison(at, `Tell me of ${row}`, text(marked), text(!marked), marked === right ? 'a' : 'b');
    return { ...made, key: comparisonKey(made) };
  });
}

describe('compareDatasets', () => {
  const dataset = async (name: string, comparisons: readonly Comparison[]) => ({
    name,
    comparisons,
    result: await runPrinciples(comparisons, { seed: 1, conditional: true }),
  });

  it('says which principle holds in one dataset only, and what each constitution makes of the other', async () => {
    const [one, other] = [await dataset('calm', loud(300, 1, 0.5)), await dataset('loud', loud(300, 2, 0.05, 1000))];
    const compared = compareDatasets(one, other, 1);
    const [first] = compared.principles;
    assert.ok(first!.differs);
    assert.match(first!.short, /exclamation marks/u);
    assert.equal(compared.principles.filter(({ short }) => /exclamation marks/u.test(short)).length, 1);
    assert.equal(compared.labels.both, 0);
    assert.ok(compared.otherOnOne!.all!.share.value < 0.6);
    assert.equal(compared.otherOnOne!.unseen, null);
    const text = comparisonMarkdown(compared, one, other);
    assert.match(text, /\| (?:uses|avoids) exclamation marks \|.*\*\*yes\*\*/u);
    assert.match(text, /No comparison is in both/u);
    JSON.stringify(comparisonJson(compared, one, other));
  });

  it('sees two versions of the same labels as such', async () => {
    const before = loud(300, 3, 0.05);
    const after = before.map((one, at) =>
      at % 30 === 0 ? { ...one, label: one.label === 'a' ? ('b' as const) : ('a' as const) } : one,
    );
    const [one, other] = [await dataset('v1', before), await dataset('v2', after)];
    const same = compareDatasets(one, one, 1);
    assert.ok(same.principles.every(({ differs, difference }) => !differs && difference.value === 0));
    assert.equal(same.labels.changes.length, 0);
    assert.ok(Math.abs(same.alike! - 1) < 1e-9);
    const compared = compareDatasets(one, other, 1);
    assert.equal(compared.labels.turned, 10);
    const marks = compared.principles.find(({ short }) => short === 'uses exclamation marks')!;
    assert.ok(marks.difference.value < 0 && marks.difference.high < 0, JSON.stringify(marks.difference));
    // Only labels that changed count for the test; ten of them are few.
    assert.ok(marks.difference.high - marks.difference.low < 0.08);
    assert.match(
      comparisonMarkdown(compared, one, other),
      /10 \(3\.3 %\) have another label in v2: 10 prefer the other/u,
    );
  });

  it('says so where there are too few labels for a constitution', async () => {
    const [one, other] = [await dataset('few', loud(8, 1, 0)), await dataset('many', loud(100, 2, 0.05, 1000))];
    const compared = compareDatasets(one, other, 1);
    assert.equal(compared.oneOnOther, null);
    assert.equal(compared.tested, 0);
    assert.match(comparisonMarkdown(compared, one, other), /has no constitution/u);
    const text = compareText(compared, one, other, { width: 120, style: styleFor({ isTTY: false }, {}) });
    assert.match(text, /too few votes/u);
    assert.doesNotMatch(text, /-100\.0 to \+100\.0/u);
    assert.doesNotMatch(text, / no$/mu);
  });
});
