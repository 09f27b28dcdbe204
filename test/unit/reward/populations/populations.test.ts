import assert from 'node:assert/strict';
import type { Comparison } from '../../../../src/dataset/comparison.ts';
import { annotatorVotes } from '../../../../src/reward/annotators/annotatorVotes.ts';
import { Pace } from '../../../../src/reward/pace.ts';
import { worstOff } from '../../../../src/reward/populations/populationsFigures.ts';
import { populationsOf } from '../../../../src/reward/populations/populationsOf.ts';
import { partedOver } from '../../../../src/reward/populations/populationViews.ts';
import { prepare } from '../../../../src/reward/prepared.ts';
import { type PlantedGroup, plantedCrowd } from './plantedCrowd.ts';

async function found(comparisons: readonly Comparison[]) {
  const prepared = await prepare(comparisons, new Pace());
  const result = await populationsOf(
    comparisons,
    annotatorVotes(comparisons, { prepared }),
    { prepared, seed: 1 },
    new Pace(),
  );
  assert.ok(result.figures.known, result.figures.known ? '' : result.figures.why);
  return { ...result, figures: result.figures };
}

const lists: PlantedGroup = { prefix: 'lists', people: 30, wants: 'list', follows: 0.9 };
const prose: PlantedGroup = { prefix: 'prose', people: 10, wants: 'prose', follows: 0.9 };
const asking: PlantedGroup = { prefix: 'asking', people: 12, wants: 'question', follows: 0.9 };

describe('populations', function () {
  this.timeout(60_000);

  it('of contrary wishes are recovered, everybody in their own, and the smaller one served', async () => {
    const { figures } = await found(plantedCrowd([lists, prose], { units: 900, votesEach: 30, seed: 1 }));
    assert.equal(figures.populations.length, 2);
    const [large, small] = figures.populations;
    assert.equal(large!.people, 30);
    assert.equal(small!.people, 10);
    assert.ok(small!.inverted && small!.likeFirst < -0.8);
    for (const { name, memberships } of figures.placed) {
      assert.ok(memberships[name.startsWith('lists') ? 0 : 1]! > 0.9, `${name} ${memberships}`);
      assert.ok(Math.abs(memberships.reduce((sum, p) => sum + p, 0) - 1) < 0.01);
    }
    const worst = worstOff(figures.populations);
    assert.ok(worst.single < 0.3 && worst.own > 0.8, JSON.stringify(worst));
    assert.ok(figures.own.value > figures.single.value + 0.1);
  });

  it('of different wishes are told apart by the features that they go by', async () => {
    const { figures } = await found(plantedCrowd([lists, asking], { units: 900, votesEach: 40, seed: 2 }));
    assert.equal(figures.populations.length, 2);
    assert.ok(!figures.populations[1]!.inverted);
    assert.ok(figures.populations[0]!.features.some(({ name }) => /list|bullet|lines/.test(name)));
    const people = new Map(figures.placed.map(({ name, memberships }) => [name, memberships]));
    for (let j = 0; j < asking.people; j++) assert.ok(people.get(`asking ${j}`)![1]! > 0.8);
  });

  it('are one where all want the same, though some are careless and some vote by chance', async () => {
    for (const seed of [3, 4, 5]) {
      const careless: PlantedGroup = { prefix: 'careless', people: 10, wants: 'list', follows: 0.65 };
      const chance: PlantedGroup = { prefix: 'chance', people: 8, wants: 'chance', follows: 1 };
      const { figures, views } = await found(
        plantedCrowd([lists, careless, chance], { units: 900, votesEach: 30, seed }),
      );
      assert.equal(figures.populations.length, 1, `seed ${seed}: ${JSON.stringify(figures.steps)}`);
      assert.equal(views, null);
      assert.ok(figures.chance > 0.05 && figures.chance < 0.4, String(figures.chance));
    }
  });

  it('place somebody with a few votes by what these say', async () => {
    const newcomers: PlantedGroup = { prefix: 'new', people: 2, wants: 'prose', follows: 1 };
    const crowd = plantedCrowd([lists, prose], { units: 900, votesEach: 30, seed: 6 });
    const few = plantedCrowd([newcomers], { units: 40, votesEach: 6, seed: 7 }).map((c, i) => ({
      ...c,
      row: 900 + i,
      line: 901 + i,
      key: `n${i}`,
    }));
    const { figures } = await found([...crowd, ...few]);
    assert.equal(figures.people, 40);
    for (const name of ['new 0', 'new 1']) {
      const placed = figures.placed.find(p => p.name === name)!;
      assert.equal(placed.votes, 6);
      assert.ok(placed.memberships[1]! > 0.8, `${placed.memberships}`);
    }
  });

  it('part over the comparisons that they would label otherwise', async () => {
    const comparisons = plantedCrowd([lists, prose], { units: 900, votesEach: 20, seed: 8 });
    const { views } = await found(comparisons);
    let [parted, behindOwn] = [0, 0];
    for (const [i, { label, annotations }] of comparisons.entries()) {
      if (label !== 'a' && label !== 'b') continue;
      const both = partedOver(views!, i, label === 'a' ? 1 : -1);
      if (both === null) continue;
      parted++;
      const voters = annotations.filter(vote => vote.label === label);
      if (voters.some(({ annotator }) => annotator.startsWith(both.for === 0 ? 'lists' : 'prose'))) behindOwn++;
    }
    assert.ok(parted > 300, String(parted));
    assert.equal(behindOwn, parted);
  });

  it('say why they are not known where annotators are few', async () => {
    const comparisons = plantedCrowd([{ ...lists, people: 3 }], { units: 100, votesEach: 60, seed: 9 });
    const prepared = await prepare(comparisons, new Pace());
    const { figures } = await populationsOf(
      comparisons,
      annotatorVotes(comparisons, { prepared }),
      { prepared, seed: 1 },
      new Pace(),
    );
    assert.deepEqual(figures, {
      known: false,
      why: '3 annotators have 10 votes or more; populations need 10 such annotators.',
    });
  });
});
