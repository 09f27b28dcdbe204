import assert from 'node:assert/strict';
import { labelsOf, runEnsemble } from '../../../src/reward/ensemble.ts';
import { makeFigures } from '../../../src/reward/figures/makeFigures.ts';
import { findAll } from '../../../src/reward/findings/findAll.ts';
import { styleMember } from '../../../src/reward/members/styleMember.ts';
import { Random } from '../../../src/reward/random.ts';
import { listsWin, sentence, type Written, written } from './comparisons.ts';

const once = { seed: 1, seeds: 1 };

function flippedIn(truth: Int8Array, count: number): { labels: Int8Array; wrong: Set<number> } {
  const wrong = new Set([...new Random(5).shuffle(Int32Array.from(truth, (_, i) => i))].slice(0, count));
  return { labels: truth.map((y, i) => (wrong.has(i) ? -y : y) as number), wrong };
}

describe('the ensemble', function () {
  this.timeout(60_000);

  it('finds planted flips, and states how probable each label is', async () => {
    const { comparisons, truth } = listsWin(600, 1);
    const { labels, wrong } = flippedIn(truth, 60);
    const result = await runEnsemble(comparisons, { ...once, labels });
    const order = Array.from(result.p, (_, i) => i).sort((x, y) => result.p[x]! - result.p[y]!);
    const found = order.slice(0, 60).filter(i => wrong.has(i)).length;
    assert.ok(found >= 56, `${found} of 60 flips in the first 60`);
    assert.ok(result.accuracy!.value > 0.85 && result.accuracy!.value < 0.95);
    // ECE's own noise is about 0.04 at this size.
    assert.ok(result.calibration!.eceAfter < 0.06, `ECE ${result.calibration!.eceAfter}`);
    assert.ok(result.flipRate.known);
    assert.ok(result.flipRate.low <= 0.1 && result.flipRate.high >= 0.1);
    const figures = makeFigures(comparisons, result, await findAll(comparisons, result), {
      malformed: 0,
      annotation: null,
    });
    assert.equal(figures.labelled, 600);
    const all = figures.expectedWrong.at(-1)!;
    assert.ok(all.expected! > 30 && all.expected! < 100, `${all.expected} expected wrong, 60 are`);
  });

  it('learns nothing from labels that mean nothing: no label reaches its own margin', async () => {
    const { comparisons } = listsWin(300, 2);
    const random = new Random(77);
    const labels = Int8Array.from(comparisons, () => (random.next() < 0.5 ? 1 : -1));
    const { members } = await runEnsemble(comparisons, { ...once, labels });
    for (const { id, auroc } of members.filter(member => member.auroc !== null)) {
      assert.ok(Math.abs(auroc!.value - 0.5) < 0.09, `${id}: AUROC ${auroc!.value} on random labels`);
    }
  });

  it('keeps random labels of recurring texts out of their own margins', async () => {
    const random = new Random(8);
    const texts = Array.from({ length: 30 }, () => `${sentence(random)} ${sentence(random)}`);
    const rows = Array.from({ length: 400 }, (): Written => {
      const i = random.below(30);
      const j = (i + 1 + random.below(29)) % 30;
      return { a: texts[i]!, b: texts[j]!, label: random.next() < 0.5 ? 'a' : 'b' };
    });
    const { members } = await runEnsemble(written(...rows), once);
    const strength = members.find(member => member.id === 'strength')!;
    assert.ok(Math.abs(strength.auroc!.value - 0.5) < 0.09, `AUROC ${strength.auroc!.value}`);
  });

  it('orders recurring texts by who beats whom', async () => {
    const random = new Random(9);
    const texts = Array.from({ length: 30 }, () => `${sentence(random)} ${sentence(random)}`);
    const rows = Array.from({ length: 400 }, (): Written => {
      const i = random.below(30);
      const j = (i + 1 + random.below(29)) % 30;
      return { a: texts[i]!, b: texts[j]!, label: i < j ? 'a' : 'b' };
    });
    const { members } = await runEnsemble(written(...rows), once);
    const strength = members.find(member => member.id === 'strength')!;
    assert.ok(strength.used && strength.auroc!.value > 0.95, `AUROC ${strength.auroc!.value}`);
  });

  it('negates every margin when the sides are exchanged', async () => {
    const { comparisons } = listsWin(200, 3);
    const exchanged = comparisons.map(c => ({
      ...c,
      a: c.b,
      b: c.a,
      label: c.label === 'a' ? ('b' as const) : ('a' as const),
    }));
    const one = await runEnsemble(comparisons, { ...once, members: [styleMember] });
    const two = await runEnsemble(exchanged, { ...once, members: [styleMember] });
    for (let i = 0; i < one.margin.length; i++) {
      assert.ok(Math.abs(one.margin[i]! + two.margin[i]!) < 0.02 * (1 + Math.abs(one.margin[i]!)), `row ${i}`);
    }
  });

  it('gives the same result for the same seed', async () => {
    const { comparisons } = listsWin(120, 4);
    const one = await runEnsemble([...comparisons], once);
    const two = await runEnsemble([...comparisons], once);
    assert.deepEqual(one.p, two.p);
    assert.deepEqual(one.margin, two.margin);
  });

  it('leaves ties, missing labels and mismatched prompts unjudged', async () => {
    const { comparisons } = listsWin(60, 5);
    const edited = comparisons.map((c, i) => {
      if (i === 0) return { ...c, label: 'tie' as const };
      if (i === 1) return { ...c, label: null };
      return i === 2 ? { ...c, promptB: [{ role: 'user', content: 'another' }] } : c;
    });
    const { p, preferenceStrength } = await runEnsemble(edited, once);
    for (const i of [0, 1, 2]) assert.ok(Number.isNaN(p[i]!) && Number.isNaN(preferenceStrength[i]!));
    assert.ok(!Number.isNaN(p[3]!));
  });

  it('stops when cancelled', async () => {
    const { comparisons } = listsWin(300, 6);
    const controller = new AbortController();
    const run = runEnsemble(comparisons, { seed: 1, signal: controller.signal, onProgress: () => controller.abort() });
    await assert.rejects(run, { name: 'AbortError' });
  });

  it('says why a member is not asked', async () => {
    const { members, p } = await runEnsemble(written({ a: 'Yes.', b: 'No.' }), once);
    assert.ok(members.every(member => !member.used && member.why !== ''));
    assert.ok(Number.isNaN(p[0]!));
    assert.equal(labelsOf(written({ a: 'Yes.', b: 'No.' }))[0], 1);
  });

  it('says for how many responses English features were off', async () => {
    const german =
      'Das Brot bleibt in einem Kasten aus Holz frisch, wenn man es in ein Tuch wickelt und jeden Tag davon isst.';
    const { comparisons } = listsWin(60, 7);
    const mixed = comparisons.map((c, i) =>
      i < 5 ? { ...c, a: { messages: [{ role: 'assistant', content: `${german} ${i}` }] } } : c,
    );
    const { members } = await runEnsemble(mixed, once);
    assert.match(members.find(member => member.id === 'style')!.why, /off for 5 of 120 responses/);
    assert.doesNotMatch(members.find(member => member.id === 'ngram')!.why, /English/);
  });

  it('survives no comparisons at all', async () => {
    const result = await runEnsemble([], once);
    const figures = makeFigures([], result, await findAll([], result), { malformed: 2, annotation: null });
    assert.equal(figures.findings.malformed, 2);
    assert.equal(figures.accuracy, null);
  });
});
