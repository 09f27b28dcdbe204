import assert from 'node:assert/strict';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import { genericFormat } from '../../../src/dataset/formats/generic.ts';
import { trlFormat } from '../../../src/dataset/formats/trl.ts';
import type { JudgeSays } from '../../../src/dataset/judgeOpinions.ts';
import { runEnsemble } from '../../../src/reward/ensemble.ts';
import { judgesFigures } from '../../../src/reward/figures/judgeFigures.ts';
import { combineJudges } from '../../../src/reward/judges/combineJudges.ts';
import { judgeTable, voteOf } from '../../../src/reward/judges/judgeTable.ts';
import { reliabilityOf } from '../../../src/reward/judges/reliability.ts';
import { judgesMember } from '../../../src/reward/members/judgesMember.ts';
import { Random } from '../../../src/reward/random.ts';
import { listsWin } from './comparisons.ts';

/** In each order, a judge says what it thinks with probability `steady`, else which response stands first. */
interface Played {
  readonly name: string;
  /** Chance that it thinks right. */
  readonly right: number;
  readonly steady: number;
}

function judged(comparisons: readonly Comparison[], truth: Int8Array, judges: readonly Played[]): Comparison[] {
  const random = new Random(21);
  // Judges of one family err on the same comparisons.
  const luck = new Map<string, Float64Array>();
  return comparisons.map((comparison, i) => {
    const opinions: Record<string, JudgeSays> = {};
    for (const { name, right, steady } of judges) {
      const family = name.split('/')[0]!;
      if (!luck.has(family))
        luck.set(
          family,
          Float64Array.from(truth, () => random.next()),
        );
      const thinks = luck.get(family)![i]! < right ? truth[i]! : -truth[i]!;
      const say = (firstIsA: boolean): JudgeSays => {
        const sign = random.next() < steady ? thinks : firstIsA ? 1 : -1;
        return sign > 0 ? 'a' : 'b';
      };
      opinions[name] = say(true);
      opinions[`${name}|swap`] = say(false);
    }
    return { ...comparison, opinions };
  });
}

const accuracy = (margins: Float64Array, truth: Int8Array, rows: (row: number) => boolean = () => true): number => {
  let hits = 0;
  let n = 0;
  for (let i = 0; i < truth.length; i++) {
    if (!rows(i)) continue;
    n++;
    if (margins[i]! * truth[i]! > 0) hits++;
  }
  return hits / n;
};

describe('judges of a file', function () {
  this.timeout(60_000);
  const { comparisons, truth } = listsWin(400, 12);
  const played: Played[] = [
    { name: 'good/plain', right: 0.85, steady: 0.95 },
    { name: 'good/steps', right: 0.85, steady: 0.9 },
    // A family that errs alike, and outnumbers the good one.
    ...Array.from({ length: 8 }, (_, i) => ({ name: `led astray/${i}`, right: 0.35, steady: 0.6 })),
    { name: 'sits left', right: 0.5, steady: 0 },
  ];
  const withJudges = judged(comparisons, truth, played);
  const judges = judgeTable(withJudges);
  const all = { count: 2, of: new Uint8Array(400) };

  it('are read from an object of verdicts, in both orders, by the codes of the label', () => {
    const records = [1, 2].map(gold => ({
      input: 'q',
      output_1: 'x',
      output_2: 'y',
      gold,
      judges: { 'GPT/Swap': '1', 'GPT/Swap|swap': '2', 'PaLM/CoT': gold, torn: null, odd: 'maybe', even: 'tie' },
    }));
    const detection = genericFormat.detect(records);
    const read = records.map(record => genericFormat.read(record, detection.map ?? null));
    const found = read.map(result => (result.ok ? result.comparison.opinions : null));
    assert.deepEqual(found, [
      { 'GPT/Swap': 'a', 'GPT/Swap|swap': 'b', 'PaLM/CoT': 'a', even: 'tie' },
      { 'GPT/Swap': 'a', 'GPT/Swap|swap': 'b', 'PaLM/CoT': 'b', even: 'tie' },
    ]);
    const table = judgeTable(found.map((opinions, i) => ({ ...comparisons[i]!, opinions: opinions! })));
    assert.deepEqual(
      table.map(({ name, family, swapped }) => [name, family, swapped !== null]),
      [
        ['GPT/Swap', 'GPT', true],
        ['PaLM/CoT', 'PaLM', false],
        ['even', 'even', false],
      ],
    );
  });

  it('are read from fields of their own where both orders are there', () => {
    const record = {
      prompt: 'p',
      chosen: 'one',
      rejected: 'two',
      judge_gpt: 'chosen',
      'judge_gpt|swap': 'rejected',
      'judge-palm': 1,
      'judge-palm_swap': 2,
      // One order only, scores, and what is not a judge.
      judge_alone: 'chosen',
      judge_score_a: 1,
      judge_score_b: 2,
      gpt_swap: 'chosen',
      gpt: 'chosen',
    };
    const read = trlFormat.read(record, null);
    assert.ok(read.ok);
    assert.deepEqual(read.comparison.opinions, { gpt: 'a', 'gpt|swap': 'b', palm: 'a', palm_swap: 'b' });
    const table = judgeTable([read.comparison as Comparison]);
    assert.deepEqual(
      table.map(({ name, first, swapped }) => [name, first[0], swapped?.[0]]),
      [
        ['gpt', 1, -1],
        ['palm', 1, -1],
      ],
    );
  });

  it('are trusted by how little a change of places changes', () => {
    const by = new Map(judges.map(judge => [judge.name, judge]));
    const sure = reliabilityOf(by.get('good/plain')!);
    const less = reliabilityOf(by.get('led astray/0')!);
    assert.ok(sure > 2 && less > 0.3 && less < sure, `${sure}, ${less}`);
    assert.equal(reliabilityOf(by.get('sits left')!), 0);
    for (let i = 0; i < 400; i++) assert.equal(voteOf(by.get('sits left')!, i), 0);
  });

  it('are no majority, and some twenty anchors turn those that are led astray', () => {
    const majority = Float64Array.from(truth, (_, i) => judges.reduce((sum, judge) => sum + voteOf(judge, i), 0));
    assert.ok(accuracy(majority, truth) < 0.6);
    const random = new Random(4);
    let sum = 0;
    const draws = 20;
    for (let draw = 0; draw < draws; draw++) {
      const drawn = new Set(random.shuffle(Int32Array.from(truth, (_, i) => i)).subarray(0, 20));
      const anchors = truth.map((y, i) => (drawn.has(i) ? y : 0));
      const folds = { count: 2, of: Uint8Array.from(truth, (_, i) => (drawn.has(i) ? 1 : 0)) };
      sum += accuracy(combineJudges(judges, anchors, folds), truth, i => !drawn.has(i)) / draws;
    }
    const alone = accuracy(combineJudges(judges, new Int8Array(400), all), truth);
    assert.ok(alone > 0.7, `${alone} without anchors`);
    assert.ok(sum > 0.83, `${sum} with 20 anchors`);
  });

  it('are weighed for a fold without its own anchors', () => {
    const anchors = truth.map((y, i) => (i < 60 ? y : 0));
    const folds = { count: 2, of: Uint8Array.from(truth, (_, i) => i % 2) };
    const before = combineJudges(judges, anchors, folds);
    const after = combineJudges(
      judges,
      anchors.map((y, i) => (i % 2 === 0 ? -y : y)),
      folds,
    );
    for (let i = 0; i < 400; i += 2) assert.equal(before[i], after[i]);
    assert.notDeepEqual(before, after);
  });

  it('are shown with their consistency, weight, and agreement inside and outside their families', () => {
    const figures = judgesFigures(withJudges, new Int8Array(400))!;
    const of = new Map(figures.judges.map(judge => [judge.name, judge]));
    assert.ok(of.get('good/plain')!.weight > of.get('led astray/0')!.weight);
    assert.equal(of.get('sits left')!.weight, 0);
    assert.equal(of.get('sits left')!.consistency!.value, 0);
    const anchored = judgesFigures(
      withJudges,
      truth.map((y, i) => (i < 40 ? y : 0)),
    )!;
    assert.ok(anchored.judges.find(({ name }) => name === 'led astray/0')!.weight < 0);
    assert.ok(anchored.judges[0]!.onAnchors!.value > 0.7);
    const astray = figures.families.find(({ name }) => name === 'led astray')!;
    assert.ok(astray.judges === 8 && astray.within! > 0.95 && astray.across! < 0.6, JSON.stringify(astray));
    assert.equal(judgesFigures(comparisons, new Int8Array(400)), null);
  });

  it('are one member of the ensemble', async () => {
    const { members } = await runEnsemble(withJudges, { seed: 1, seeds: 1, labels: truth, members: [judgesMember] });
    assert.ok(members[0]!.used && members[0]!.accuracy!.value > 0.65);
    const none = await runEnsemble(comparisons, { seed: 1, seeds: 1, labels: truth, members: [judgesMember] });
    assert.match(none.members[0]!.why, /no judges/);
  });
});
