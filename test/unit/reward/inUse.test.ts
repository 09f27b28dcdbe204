import assert from 'node:assert/strict';
import { type Candidate, placesOf } from '../../../src/reward/inUse.ts';
import { Random } from '../../../src/reward/random.ts';
import { symmetricAuroc } from '../../../src/reward/symmetricAuroc.ts';

const n = 600;
const folds = { count: 5, of: Uint8Array.from({ length: n }, (_, i) => i % 5) };
const group = Int32Array.from({ length: n }, (_, i) => i);
const random = new Random(3);
const labels = Int8Array.from({ length: n }, () => (random.next() < 0.5 ? 1 : -1));
const noise = (): number => random.next() + random.next() + random.next() - 1.5;

/** A member that is right a little more often than chance by `lean`. */
function candidate(evidence: string, lean: number): Candidate {
  const margins = Float64Array.from(labels, y => noise() + lean * y);
  return {
    margins,
    evidence,
    auroc: symmetricAuroc(
      margins.map((m, i) => labels[i]! * m),
      group,
    ),
    onAnchors: null,
  };
}

describe('who takes part in the ensemble', () => {
  const place = (...candidates: Candidate[]) => placesOf(candidates, labels, folds, group);

  it('are members that can be told from chance', () => {
    const [strong, blind] = place(candidate('one', 0.4), candidate('two', 0));
    assert.deepEqual(strong, { used: true, why: '' });
    assert.equal(blind!.used, false);
    assert.match(blind!.why, /cannot be told from chance/);
  });

  it('are weak members whose average with their like can be told from chance', () => {
    const weak = Array.from({ length: 6 }, () => candidate('text', 0.045));
    assert.ok(
      weak.some(({ auroc }) => auroc!.low <= 0.5),
      'no member is weak alone: the test says nothing',
    );
    const places = place(...weak);
    assert.ok(places.filter(({ used }) => used).length >= 3);
    assert.ok(places.every(({ used, why }) => used || /chance|away|apart/.test(why)));
  });

  it('are not members that tell no two responses apart', () => {
    const mute = { ...candidate('text', 0), margins: new Float64Array(n) };
    const [strong, silent] = place(candidate('text', 0.4), mute);
    assert.equal(strong!.used, true);
    assert.deepEqual(silent, { used: false, why: 'found nothing by which to tell responses apart' });
    assert.equal(place(mute)[0]!.used, false);
  });

  it('are not members that point away from the labels, whatever their like', () => {
    const [strong, reversed] = place(candidate('text', 0.4), candidate('text', -0.4));
    assert.equal(strong!.used, true);
    assert.equal(reversed!.used, false);
    assert.match(reversed!.why, /wrong more often than chance .*contradict one another/);
    assert.match(place(candidate('text', 0.4), candidate('score', -0.4))[1]!.why, /points away.*scale may be reversed/);
  });

  it('is the best of them, with a remark, where none can be told from chance', () => {
    const weak = Array.from({ length: 40 }, (_, k) => candidate(`kind ${k}`, 0.01))
      .filter(({ auroc }) => auroc!.low <= 0.5 && auroc!.value > 0.5)
      .sort((x, y) => y.auroc!.value - x.auroc!.value)
      .slice(0, 2);
    assert.equal(weak.length, 2);
    const [first, second] = place(...weak);
    assert.equal(first!.used, true);
    assert.match(first!.why, /nor can any other/);
    assert.equal(second!.used, false);
  });

  it('are members that enough anchors speak for', () => {
    const known = candidate('one', -0.4);
    const [admitted, few] = place(
      { ...known, onAnchors: { value: 0.8, low: 0.6, high: 0.95, n: 20 } },
      { ...candidate('two', -0.4), onAnchors: { value: 0.8, low: 0.6, high: 0.95, n: 19 } },
    );
    assert.equal(admitted!.used, true);
    assert.equal(few!.used, false);
  });
});
