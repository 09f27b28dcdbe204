import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { RewardRecipe } from '../../../src/models/installedModel.ts';
import { type PairwiseModelFiles, pairwiseMember } from '../../../src/reward/members/pairwiseMember.ts';
import { zeroShotMember } from '../../../src/reward/members/zeroShotMember.ts';
import { tinyModel } from '../../support/tinyOnnx.ts';
import { marginsOf, opinionOf, pairs, useTinyModels, whyNot } from './tinyModels.ts';

describe('a reward model', () => {
  const tiny = useTinyModels();

  const comparisons = pairs(
    ['why', 'good cat', 'bad dog'],
    ['is the cat good', 'yes', 'no the cat is bad'],
    ['why', 'bad dog', 'good cat'],
    ['why', 'yes', 'yes'],
  );

  it('gives r(a) - r(b), the negative when the sides change places, and 0 for equal texts', async () => {
    const margins = await marginsOf(zeroShotMember(await tiny.reward(), tiny.place), comparisons);
    assert.ok(Math.abs(margins[0]!) > 1e-3);
    assert.equal(margins[2], -margins[0]!);
    assert.equal(margins[3], 0);
  });

  it('sums its objectives by weight, and says what each contributed', async () => {
    const objectives = [
      { name: 'helpful', weight: 2 },
      { name: 'long', weight: -0.5 },
      { name: 'unused', weight: 0 },
    ];
    const member = zeroShotMember(await tiny.reward({ objectives }, 3), tiny.place);
    const opinion = await opinionOf(member, comparisons);
    assert.ok(opinion.margins !== null);
    const { margins, objectives: parts = [] } = opinion;
    assert.deepEqual(
      parts.map(({ name }) => name),
      ['helpful', 'long', 'unused'],
    );
    for (const [i, margin] of margins.entries()) {
      const sum = parts.reduce((total, part) => total + part.margins[i]!, 0);
      assert.ok(Math.abs(sum - margin) < 1e-9);
    }
    assert.ok(parts[2]!.margins.every(value => value === 0));
    const alone = zeroShotMember(
      await tiny.reward({ objectives: objectives.map(o => ({ ...o, weight: o.name === 'helpful' ? 1 : 0 })) }, 3),
      tiny.place,
    );
    assert.ok(Math.abs(2 * (await marginsOf(alone, comparisons))[0]! - parts[0]!.margins[0]!) < 1e-6);
  });

  it('reads its own template: pair, text or chat', async () => {
    const chat = '{% for m in messages %}{{ m.role[0] }} {{ m.content }} {% endfor %}';
    const templates: RewardRecipe['template'][] = [
      { kind: 'pair' },
      { kind: 'text', text: 'question {prompt} answer {response}' },
      { kind: 'chat', template: chat },
    ];
    const all = [];
    for (const template of templates) {
      all.push((await marginsOf(zeroShotMember(await tiny.reward({ template }), tiny.place), comparisons))[0]!);
    }
    assert.equal(new Set(all.map(value => value.toFixed(6))).size, 3);
  });

  it('has no opinion where its chat template refuses the conversation, and says so where it refuses all', async () => {
    const strict =
      "{% if messages[0].content == 'why' %}{{ raise_exception('no why') }}{% endif %}{{ messages[1].content }}";
    const member = zeroShotMember(await tiny.reward({ template: { kind: 'chat', template: strict } }), tiny.place);
    const margins = await marginsOf(member, comparisons);
    assert.deepEqual(Array.from(margins, Number.isNaN), [true, false, true, true]);
    assert.match(await whyNot(member), /chat template refuses the conversation/);
  });

  it('that compares two responses is run in both orders', async () => {
    const model = (logits: 1 | 2) =>
      tinyModel(
        join(tiny.folder.path, `pair${logits}`),
        { kind: 'ordered', logits },
        {
          recipe: {
            kind: 'pairwise',
            template: { kind: 'text', text: '{prompt} a {a} b {b}' },
            maxLength: 64,
            keep: 'start',
            logits,
          },
        },
      ) as Promise<PairwiseModelFiles>;
    for (const logits of [1, 2] as const) {
      const margins = await marginsOf(pairwiseMember(await model(logits), tiny.place), comparisons);
      assert.ok(Math.abs(margins[0]!) > 1e-3);
      assert.equal(margins[2], -margins[0]!);
      assert.equal(margins[3], 0, 'what is said only because of the order cancels out');
    }
    const blind = {
      ...(await model(1)),
      recipe: { ...(await model(1)).recipe, template: { kind: 'pair' as const } },
    };
    assert.match(await whyNot(pairwiseMember(blind, tiny.place)), /needs a text template/);
  });
});
