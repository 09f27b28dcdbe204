import assert from 'node:assert/strict';
import { UsageError } from '../../../src/cli/exitCode.ts';
import { evaluateThreshold, parseThreshold, thresholdNames } from '../../../src/cli/threshold.ts';
import type { Figures } from '../../../src/reward/figures.ts';
import { bareFigures } from '../audit/reportFixture.ts';

const figures: Figures = {
  ...bareFigures,
  comparisons: 190,
  labelled: 180,
  ties: 10,
  malformed: 10,
  accuracy: { value: 0.62, low: 0.55, high: 0.69, n: 180 },
  longerWins: { value: 0.5, low: 0.4, high: 0.6, n: 180 },
  flipRate: { known: false, upper: 0.4, why: 'The ensemble is weak on this file.' },
  findings: { ...bareFigures.findings, suspect: 20, malformed: 10 },
};

describe('--fail-on', () => {
  const outcome = (text: string) => evaluateThreshold(parseThreshold(text), figures);

  it('compares counts of findings', () => {
    assert.deepEqual(outcome('malformed>0'), { met: true, actual: 10 });
    assert.deepEqual(outcome('malformed > 10'), { met: false, actual: 10 });
    assert.deepEqual(outcome('duplicate=0'), { met: true, actual: 0 });
    assert.deepEqual(outcome('score-conflict>=1'), { met: false, actual: 0 });
  });

  it('takes a percentage of findings as a share of all records', () => {
    assert.deepEqual(outcome('suspect>=10%'), { met: true, actual: 0.1 });
    assert.deepEqual(outcome('suspect>10%'), { met: false, actual: 0.1 });
  });

  it('compares figures that are shares, with or without %', () => {
    assert.deepEqual(outcome('accuracy<0.65'), { met: true, actual: 0.62 });
    assert.deepEqual(outcome('accuracy<60%'), { met: false, actual: 0.62 });
  });

  it('gives the reason where a figure is not known', () => {
    assert.deepEqual(outcome('flip_rate>0.1'), { unknown: 'The ensemble is weak on this file.' });
    for (const text of ['auroc<0.6', 'first_preferred>0.6']) assert.ok('unknown' in outcome(text), text);
  });

  it('knows every finding and figure that it names', () => {
    for (const name of thresholdNames) {
      const result = outcome(`${name}>0`);
      assert.ok('unknown' in result || Number.isFinite(result.actual), name);
    }
  });

  for (const text of [
    '',
    'duplicate',
    'duplicate>',
    '>1',
    'duplicate>-1',
    'duplicate>x',
    'nosuch>1',
    'duplicate>1>2',
    'constructor>0',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => parseThreshold(text), UsageError);
    });
  }
});
