import assert from 'node:assert/strict';
import { decide, decisionSignature } from '../../../src/audit/decide.ts';
import { decidedBy } from '../../../src/audit/decidedBy.ts';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import { type Decision, judgement, undecided } from '../../../src/edits/decision.ts';

const comparison: Comparison = {
  row: 3,
  line: 4,
  key: 'k',
  prompt: [
    { role: 'user', content: 'first' },
    { role: 'user', content: 'second' },
  ],
  a: { messages: [{ role: 'assistant', content: 'one' }], score: 1 },
  b: { messages: [{ role: 'assistant', content: 'two' }] },
  label: 'a',
  labelStrength: 2,
  annotations: [{ annotator: 'ada', label: 'a' }],
  positioned: false,
  fields: {},
};
const decision = ({ verdict = null, ...over }: Partial<Decision>): Decision => ({
  ...undecided,
  at: '2026-01-01T00:00:00.000Z',
  ...over,
  ...judgement(verdict, 'seen'),
});

describe('a decision before an audit', () => {
  it('leaves a comparison as it is without a verdict, or with one for the recorded label', () => {
    assert.equal(decide(comparison, undefined), comparison);
    assert.equal(decide(comparison, decision({ verdict: 'later', note: 'hm' })), comparison);
    assert.equal(decide(comparison, decision({ verdict: 'a' })), comparison);
  });

  it('leaves a dropped comparison out', () => {
    assert.equal(decide(comparison, decision({ verdict: 'drop' })), null);
  });

  it('takes a verdict as the label, without what spoke for the old one', () => {
    const flipped = decide(comparison, decision({ verdict: 'b' }));
    assert.deepEqual([flipped?.label, flipped?.labelStrength, flipped?.annotations], ['b', undefined, []]);
    assert.equal(flipped?.key, 'k');
    assert.equal(decide(comparison, decision({ verdict: 'tie' }))?.label, 'tie');
  });

  it('reads what names no text by the texts that it was about, once a verdict has exchanged them', () => {
    const judged: Comparison = { ...comparison, opinions: { gpt: 'a', other: 'b', third: 'tie' } };
    const saved = decision({ verdict: 'a', recorded: 'b' });
    const read = decide(judged, saved);
    assert.deepEqual(read?.opinions, { gpt: 'b', other: 'a', third: 'tie' });
    assert.equal(read?.turned, true);
    assert.equal(read?.label, 'a');
    // Where the label is a field of its own, the texts stay where they are.
    assert.equal(decide({ ...judged, positioned: true }, saved)?.turned, undefined);
    assert.deepEqual(decide(judged, decision({ verdict: 'b' }))?.opinions, judged.opinions, 'not saved yet');
  });

  it('takes edited texts, each where it belongs', () => {
    const edited = decide(comparison, decision({ texts: { 'prompt/1': 'SECOND', 'b/0': 'TWO' } }));
    assert.deepEqual(
      edited?.prompt.map(m => m.content),
      ['first', 'SECOND'],
    );
    assert.deepEqual([edited?.a, edited?.b.messages[0]?.content, edited?.label], [comparison.a, 'TWO', 'a']);
  });

  it('is signed by what the audit depends on, and by nothing else', () => {
    assert.equal(decisionSignature(undefined, 'a'), '');
    assert.equal(decisionSignature(decision({ verdict: 'a', note: 'n', tags: ['t'] }), 'a'), '');
    assert.equal(decisionSignature(decision({ verdict: 'later' }), 'a'), '');
    const signed = [
      decision({ verdict: 'b' }),
      decision({ verdict: 'drop' }),
      decision({ texts: { 'a/0': 'x' } }),
      decision({ verdict: 'b', texts: { 'a/0': 'x' } }),
      decision({ texts: { 'a/0': 'y' } }),
    ].map(d => decisionSignature(d, 'a'));
    assert.equal(new Set([...signed, '']).size, 6);
    const order = decisionSignature(decision({ texts: { 'b/0': 'y', 'a/0': 'x' } }), 'a');
    assert.equal(order, decisionSignature(decision({ texts: { 'a/0': 'x', 'b/0': 'y' } }), 'a'));
  });
});

describe('decisions of several reviewers', () => {
  const match = (reviewer: string, at: string) => ({
    reviewer,
    key: 'k',
    occurrence: 0,
    independent: 'a' as const,
    decision: decision({ verdict: 'a', at }),
  });
  const both = [match('ada', '2026-01-01'), match('ben', '2026-02-01')];

  it("takes the reviewer's own, or else the latest", () => {
    assert.equal(decidedBy(both, 'ada')?.reviewer, 'ada');
    assert.equal(decidedBy(both, 'eve')?.reviewer, 'ben');
    assert.equal(decidedBy(both, null)?.reviewer, 'ben');
    assert.equal(decidedBy([], 'ada'), null);
  });
});
