import assert from 'node:assert/strict';
import { logit, sigmoid } from '../../../src/reward/numbers.ts';
import { Random } from '../../../src/reward/random.ts';
import { crowdlab } from '../../../src/reward/votes/crowdlab.ts';
import { dawidSkene, type Vote } from '../../../src/reward/votes/dawidSkene.ts';
import { ensemblePrior } from '../../../src/reward/votes/ensemblePrior.ts';

const comparisons = 2000;
const annotators = 20;

/** 5 of 20 annotators vote on each comparison: 16 of accuracy .65 to .95, two with a pull to one side, the last four at random. */
function voted(seed: number): { votes: Vote[]; truth: Int8Array } {
  const random = new Random(seed);
  const skill = Array.from({ length: annotators }, (_, j) => (j < 16 ? logit(0.65 + 0.3 * random.next()) : 0));
  const pull = Array.from({ length: annotators }, (_, j) => (j === 0 ? 1.5 : j === 1 ? -1.5 : 0));
  const truth = new Int8Array(comparisons);
  const votes: Vote[] = [];
  for (let comparison = 0; comparison < comparisons; comparison++) {
    truth[comparison] = random.next() < 0.5 ? 1 : -1;
    const asked = random.shuffle(Int32Array.from({ length: annotators }, (_, j) => j)).subarray(0, 5);
    for (const annotator of asked) {
      const forA = 1 / (1 + Math.exp(-(skill[annotator]! * truth[comparison]! + pull[annotator]!)));
      votes.push({ comparison, annotator, side: random.next() < forA ? 1 : -1 });
    }
  }
  return { votes, truth };
}

const accuracy = (q: Float64Array, truth: Int8Array): number =>
  q.reduce((sum, p, i) => sum + (p === 0.5 ? 0.5 : p > 0.5 === truth[i]! > 0 ? 1 : 0), 0) / truth.length;

describe('votes of several annotators', () => {
  it('say more by Dawid and Skene than by majority, and tell side bias and chance', () => {
    let [byMajority, bySkill, first, second] = [0, 0, 0, 0];
    const seeds = 5;
    for (let seed = 0; seed < seeds; seed++) {
      const { votes, truth } = voted(seed);
      const sums = new Float64Array(comparisons).fill(0.5);
      for (const { comparison, side } of votes) sums[comparison]! += side / 10;
      const { q, s, t } = dawidSkene(votes, comparisons, annotators);
      byMajority += accuracy(sums, truth) / seeds;
      bySkill += accuracy(q, truth) / seeds;
      const pull = (j: number): number => (logit(s[j]!) - logit(t[j]!)) / 2;
      first += pull(0) / seeds;
      second += pull(1) / seeds;
      for (let j = 16; j < annotators; j++) {
        assert.ok(Math.abs(logit(s[j]!) + logit(t[j]!)) / 2 < 0.35, `annotator ${j} votes at random`);
      }
    }
    assert.ok(bySkill > byMajority + 0.02, `${bySkill} against ${byMajority} by majority`);
    assert.ok(first > 1.1 && first < 1.8 && second < -1.1 && second > -1.8, `${first}, ${second}`);
  });

  it('give way to a prior where they are few, and not where they are many', () => {
    const vote = (comparison: number, side: 1 | -1, annotator = 0): Vote => ({ comparison, annotator, side });
    const some = Array.from({ length: 40 }, (_, i) => vote(i, i % 2 === 0 ? 1 : -1));
    const prior = Float64Array.from({ length: 41 }, (_, i) => (i === 40 ? 0.9 : i % 2 === 0 ? 0.8 : 0.2));
    const { q } = dawidSkene([...some, vote(40, -1)], 41, 1, prior);
    assert.ok(q[40]! > 0.1 && q[0]! > 0.9);
  });

  it('are outvoted, where they are single, by an ensemble that is sure of the next one', () => {
    const random = new Random(7);
    const pi = Float64Array.from({ length: comparisons }, () => sigmoid(3 * (random.next() + random.next() - 1)));
    const truth = Int8Array.from(pi, p => (random.next() < p ? 1 : -1));
    const votes = Array.from(truth, (side, comparison): Vote => {
      const said = random.next() < 0.2 ? -side : side;
      return { comparison, annotator: comparison % annotators, side: said > 0 ? 1 : -1 };
    });
    // The ensemble's margins are calibrated to votes, of which .2 are wrong.
    const margins = Float64Array.from(pi, p => logit(0.2 + 0.6 * p));
    const alone = accuracy(dawidSkene(votes, comparisons, annotators).q, truth);
    const { q } = dawidSkene(votes, comparisons, annotators, ensemblePrior(margins, votes, annotators));
    assert.ok(accuracy(q, truth) > alone + 0.005, `${accuracy(q, truth)} against ${alone}`);
    const twice = ensemblePrior(margins, [...votes, ...votes], annotators);
    assert.ok(twice.every((p, i) => Math.abs(p - sigmoid(margins[i]! / 2)) < 1e-12));
    // Where people are split nobody is outvoted, and the whole margin counts.
    const turned = votes.map((vote): Vote => ({ ...vote, side: vote.side > 0 ? -1 : 1 }));
    const split = ensemblePrior(margins, [...votes, ...turned], annotators);
    assert.ok(split.every((p, i) => Math.abs(p - sigmoid(margins[i]!)) < 1e-12));
    assert.equal(ensemblePrior([Number.NaN], [], 1)[0], 0.5);
  });

  it('are weighed by agreement in CROWDLAB, beside a model', () => {
    // By hand: three annotators, four comparisons; the third disagrees with both others on the last two.
    const sides = [
      [1, 1, 1],
      [-1, -1, -1],
      [1, 1, -1],
      [-1, -1, 1],
    ] as const;
    const votes = sides.flatMap((row, comparison) =>
      row.map((side, annotator): Vote => ({ comparison, annotator, side })),
    );
    const model = [0.9, 0.2, 0.7, 0.4];
    // E = 2/4; P = (1 + 1 + 2/3 + 2/3) / 4; agreement 6/8, 6/8, 4/8; the model is never wrong.
    const share = 5 / 6;
    const ofModel = Math.sqrt(3);
    const expected = (1 * ofModel * 0.7 + 0.5 * share + 0.5 * share + 1e-3 * (1 - share)) / (ofModel + 1 + 1e-3);
    const p = crowdlab(votes, 4, 3, model);
    assert.ok(Math.abs(p[2]! - expected) < 1e-12, `${p[2]} and ${expected}`);
  });
});
