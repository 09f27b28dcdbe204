import assert from 'node:assert/strict';
import type { Audit } from '../../../src/audit/audit.ts';
import { auditedRows } from '../../../src/audit/auditedRows.ts';
import { judgedRow } from '../../../src/audit/explainRow.ts';
import { comparisonKey } from '../../../src/dataset/comparisonKey.ts';
import type { PrinciplesResult } from '../../../src/principles/principlesResult.ts';
import { labelsOf, runEnsemble } from '../../../src/reward/ensemble.ts';
import { Explainer } from '../../../src/reward/explain/explainer.ts';
import { fittedHeads } from '../../../src/reward/explain/fittedHeads.ts';
import { recipeOf } from '../../../src/reward/explain/recipeOf.ts';
import { wordWeights } from '../../../src/reward/explain/wordWeights.ts';
import type { MemberExplanation } from '../../../src/reward/explanation.ts';
import type { Ngrams } from '../../../src/reward/features/ngrams.ts';
import { ngramsOf } from '../../../src/reward/features/ngrams.ts';
import { makeFigures } from '../../../src/reward/figures/makeFigures.ts';
import { fitEnsemble } from '../../../src/reward/fitted/fitEnsemble.ts';
import { Judge } from '../../../src/reward/fitted/judge.ts';
import { sparseDesign } from '../../../src/reward/heads/design.ts';
import { ngramMember } from '../../../src/reward/members/ngramMember.ts';
import { styleMember } from '../../../src/reward/members/styleMember.ts';
import { Pace } from '../../../src/reward/pace.ts';
import { Random } from '../../../src/reward/random.ts';
import type { RewardModel } from '../../../src/reward/rewardModel.ts';
import { listsWin, sentence, type Written, written } from './comparisons.ts';

const marker = 'zxq';

/**
 * Pairs of sentences, of which the chosen one has more of some nouns a little more often; every twentieth pair has the marker in
 * a text, and that text is always rejected.
 */
function marked(count: number): { rows: Written[]; places: number[] } {
  const random = new Random(3);
  const places: number[] = [];
  const rows = Array.from({ length: count }, (_, i): Written => {
    const prompt = `Question ${i}: number ${random.below(100_000)}?`;
    const texts = [0, 1].map(() => `${sentence(random)} ${sentence(random)}`) as [string, string];
    const side = random.below(2);
    const liked = (text: string): number => text.split(/bread|river|engine|violin|garden|planet|window/).length;
    if (random.next() < 0.6 && liked(texts[side]!) < liked(texts[1 - side]!)) texts.reverse();
    if (i % 20 === 0) {
      places.push(i);
      texts[1 - side] = texts[1 - side]!.replace(' near ', ` ${marker} near `);
    }
    return { prompt, a: texts[0], b: texts[1], label: side === 0 ? 'a' : 'b' };
  });
  return { rows, places };
}

describe('an explanation', function () {
  this.timeout(60_000);

  it('says what a margin of several objectives is the sum of, in the direction of the response', async () => {
    const { comparisons } = listsWin(200, 0);
    const labels = labelsOf(comparisons);
    const noisy = new Random(5);
    const parts = [2, -0.5].map(weight => ({
      name: `weight ${weight}`,
      margins: Float64Array.from(labels, y => weight * (y * noisy.next() + noisy.next() - 0.5)),
    }));
    const member: RewardModel = {
      id: 'parts',
      name: 'Parts',
      kind: 'zero-shot',
      learns: false,
      margins: async () => ({
        margins: Float64Array.from(labels, (_, i) => parts[0]!.margins[i]! + parts[1]!.margins[i]!),
        objectives: parts,
      }),
    };
    const ensemble = await runEnsemble(comparisons, { seed: 4, members: [member] });
    assert.ok(ensemble.members[0]!.used);
    const found = comparisons.map(() => []);
    const rows = auditedRows({
      rows: comparisons.map(comparison => ({
        kind: 'comparison',
        row: comparison.row,
        line: comparison.line,
        comparison,
      })),
      annotated: null,
      comparisons,
      ensemble,
      found,
      principles: { principles: [], votes: new Map() } as unknown as PrinciplesResult,
    });
    const audit = {
      rows,
      figures: makeFigures(comparisons, ensemble, found, { malformed: 0, annotation: null }),
      explain: recipeOf(ensemble),
    };
    const explainer = await Explainer.create(comparisons, labels, audit.explain);
    for (const place of [0, 1, 2, 3]) {
      const { members } = await explainer.explain(place, judgedRow(audit as unknown as Audit, place)!);
      const [{ margin, objectives }] = members as [MemberExplanation];
      assert.deepEqual(
        objectives.map(({ name }) => name),
        ['weight 2', 'weight -0.5'],
      );
      assert.ok(Math.abs(objectives.reduce((sum, { weight }) => sum + weight, 0) - margin) < 1e-5);
      assert.ok(Math.abs(margin - ensemble.members[0]!.margins![place]!) < 1e-5);
      assert.equal(Math.sign(objectives[0]!.weight), Math.sign(parts[0]!.margins[place]!));
    }
  });

  it('names a planted word first, in the response that it stands in and against it', async () => {
    const { rows, places } = marked(1600);
    const comparisons = written(...rows);
    const result = await runEnsemble(comparisons, { seed: 4, members: [ngramMember] });
    assert.ok(result.members[0]!.used);
    const explainer = await Explainer.create(comparisons, labelsOf(comparisons), recipeOf(result));
    let first = 0;
    for (const place of places) {
      const { words, fullTint } = await explainer.explain(place, { row: place, key: '', members: [] });
      const { a, b } = comparisons[place]!;
      const all = (['a', 'b'] as const).flatMap(side =>
        words[side].map(word => ({
          ...word,
          text: { a, b }[side].messages[0]!.content.slice(word.from, word.to),
        })),
      );
      const [top] = all.sort((x, y) => Math.abs(y.weight) - Math.abs(x.weight));
      assert.ok(fullTint > 0);
      if (top!.text === marker && top!.weight < -fullTint) first++;
    }
    assert.equal(places.length, 80);
    assert.ok(first >= 77, `first in ${first} of ${places.length}`);
  });

  it('gives contributions of style features that sum to the margin of the audit', async () => {
    const { comparisons } = listsWin(300, 6);
    const result = await runEnsemble(comparisons, { seed: 2, seeds: 2, members: [styleMember] });
    const [member] = result.members;
    const explainer = await Explainer.create(comparisons, labelsOf(comparisons), recipeOf(result));
    for (const place of [0, 17, 133, 299]) {
      const margin = member!.margins![place]!;
      const explained = await explainer.explain(place, {
        row: place,
        key: '',
        members: [{ id: 'style', name: member!.name, margin }],
      });
      const [{ features }] = explained.members as [(typeof explained.members)[0]];
      const sum = features.reduce((total, { weight }) => total + weight, 0);
      assert.ok(Math.abs(sum - margin) < 1e-4 * Math.max(1, Math.abs(margin)), `${sum} against ${margin}`);
      for (const [i, feature] of features.entries()) {
        if (i > 0) assert.ok(Math.abs(feature.weight) <= Math.abs(features[i - 1]!.weight));
      }
      const bullets = features.find(({ name }) => name === 'bullets')!;
      const side = comparisons[place]!.label === 'a' ? 'a' : 'b';
      assert.equal(Math.round(bullets[side]), 2);
      assert.equal(Math.round(bullets[side === 'a' ? 'b' : 'a']), 0);
    }
  });

  it('of a comparison that no head has seen goes by all of them', async () => {
    const { comparisons } = listsWin(200, 6);
    const keyed = comparisons.map(c => ({ ...c, key: comparisonKey(c) }));
    const { fitted, result } = await fitEnsemble(keyed, { seed: 2, seeds: 2, members: [styleMember] });
    const strangers = listsWin(20, 91).comparisons.map(c => ({ ...c, key: comparisonKey(c) }));
    const judged = await new Judge(fitted).judge(strangers);
    const explainer = await Explainer.create(keyed, labelsOf(keyed), recipeOf(result), { fitted: fittedHeads(result) });
    for (const i of [0, 7, 19]) {
      const margin = judged.margins[0]![i]!;
      const members = [{ id: 'style', name: 'Style head', margin }];
      const { members: explained } = await explainer.explainOther(strangers[i]!, { row: i, key: '', members });
      const sum = explained[0]!.features.reduce((total, { weight }) => total + weight, 0);
      assert.ok(Math.abs(sum - margin) < 1e-4 * Math.max(1, Math.abs(margin)), `${sum} against ${margin}`);
    }
    const { rows } = marked(640);
    const all = written(...rows);
    const known = all.slice(0, 600);
    const words = await runEnsemble(known, { seed: 4, seeds: 2, members: [ngramMember] });
    const byWords = await Explainer.create(known, labelsOf(known), recipeOf(words));
    // Every twentieth has the marker in the response that is not chosen.
    const other = all[620]!;
    const side = other.label === 'a' ? 'b' : 'a';
    const { words: told } = await byWords.explainOther(other, { row: 620, key: '', members: [] });
    const text = other[side].messages[0]!.content;
    const weight = told[side].find(({ from, to }) => text.slice(from, to) === marker)!.weight;
    assert.equal(weight, Math.min(...[...told.a, ...told.b].map(word => word.weight)));
  });

  it('is the same by the heads that the audit fitted as by heads that are fitted again', async () => {
    for (const [member, comparisons] of [
      [styleMember, listsWin(300, 2).comparisons],
      [ngramMember, written(...marked(600).rows)],
    ] as const) {
      const labels = labelsOf(comparisons);
      const result = await runEnsemble(comparisons, { seed: 4, seeds: 2, members: [member] });
      const fitted = fittedHeads(result);
      assert.deepEqual(Object.keys(fitted), [member.id]);
      const recipe = recipeOf(result);
      const kept = await Explainer.create(comparisons, labels, recipe, { fitted });
      const anew = await Explainer.create(comparisons, labels, recipe);
      for (const place of [0, 7, 31]) {
        const judged = { row: place, key: '', members: [{ id: member.id, name: member.name, margin: 1 }] };
        const explanation = await kept.explain(place, judged);
        assert.ok(explanation.members[0]!.features.length + explanation.words.a.length > 0);
        assert.deepEqual(explanation, await anew.explain(place, judged));
      }
    }
  });

  it('is made by heads that never saw the label of the comparison', async () => {
    const { rows, places } = marked(400);
    const place = places[3]!;
    const turned = rows.map(
      (row, i) => (i === place ? { ...row, label: row.label === 'a' ? 'b' : 'a' } : row) as Written,
    );
    const explained = [];
    for (const each of [rows, turned]) {
      const comparisons = written(...each);
      const result = await runEnsemble(comparisons, { seed: 4, seeds: 1, members: [ngramMember] });
      // One slope for all: calibration on the other folds hears of the label through the heads that judged those.
      const recipe = recipeOf(result);
      const ngram = { chosen: recipe.heads.ngram!.chosen, slopes: recipe.heads.ngram!.slopes.map(() => 1) };
      const explainer = await Explainer.create(comparisons, labelsOf(comparisons), { ...recipe, heads: { ngram } });
      explained.push((await explainer.explain(place, { row: place, key: '', members: [] })).words);
    }
    assert.deepEqual(explained[0], explained[1]);
  });

  it('weighs a word by what the score loses without it', async () => {
    const texts = ['red apple pie', 'red apple', 'green apple pie', 'red pie', 'green pie apple', 'red apple pie'];
    const ngrams: Ngrams = await ngramsOf(texts, { words: 1, fromCharacters: 0, toCharacters: 0 }, new Pace());
    const random = new Random(1);
    const weights = Float64Array.from({ length: ngrams.width }, () => random.next() - 0.5);
    const scores = new Float64Array(texts.length);
    sparseDesign(ngrams).scores(weights, scores);
    const effects = wordWeights(texts[0]!, [{ ngrams, weights }]);
    assert.deepEqual(
      effects.map(({ from, to }) => texts[0]!.slice(from, to)),
      ['red', 'apple', 'pie'],
    );
    // Texts 3 and 1 are text 0 without "apple" and without "pie".
    assert.ok(Math.abs(effects[1]!.weight - (scores[0]! - scores[3]!)) < 1e-6);
    assert.ok(Math.abs(effects[2]!.weight - (scores[0]! - scores[1]!)) < 1e-6);
  });
});
