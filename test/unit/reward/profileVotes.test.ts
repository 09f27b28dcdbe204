import assert from 'node:assert/strict';
import { annotatorsFigures } from '../../../src/reward/annotators/annotatorsFigures.ts';
import type { VoteProfile } from '../../../src/reward/annotators/voteProfiles.ts';
import { Pace } from '../../../src/reward/pace.ts';
import { prepare } from '../../../src/reward/prepared.ts';
import { Random } from '../../../src/reward/random.ts';
import { sentence, type Written, written } from './comparisons.ts';
import { plantedCrowd } from './populations/plantedCrowd.ts';

const tau = ({ factors }: VoteProfile, name: string) => factors.find(({ factor }) => factor === name)!;

async function profilesOf(comparisons: ReturnType<typeof written>) {
  const prepared = await prepare(comparisons, new Pace());
  const margin = new Float64Array(comparisons.length).fill(Number.NaN);
  return (await annotatorsFigures(comparisons, { prepared, margin, seed: 0 }))!;
}

describe('profiles of votes', () => {
  it('say what each population goes by, and all together less', async () => {
    const comparisons = plantedCrowd(
      [
        { prefix: 'lists', people: 24, wants: 'list', follows: 0.95 },
        { prefix: 'prose', people: 10, wants: 'prose', follows: 0.95 },
      ],
      { units: 300, votesEach: 40, seed: 5 },
    );
    const { figures, degree } = await profilesOf(comparisons);
    const { all, populations, annotators, leftOut } = figures.profiles;
    assert.equal(populations.length, 2);
    const [first, second] = populations.map(one => tau(one, 'bullets').tau);
    assert.ok(first!.low > 0.8 && second!.high < -0.8, `${first!.value} ${second!.value}`);
    assert.ok(Math.abs(tau(all!, 'bullets').tau.value - (24 * 0.9 - 10 * 0.9) / 34) < 0.05);
    assert.ok(Math.abs(populations[0]!.n - 24 * 40) < 50 && Math.abs(populations[1]!.n - 10 * 40) < 50);
    assert.equal(annotators.length, 34);
    assert.equal(leftOut, 0);
    for (const one of annotators) {
      const { value } = tau(one, 'bullets').tau;
      assert.ok(one.group!.startsWith('lists') ? value > 0.6 : value < -0.6, `${one.group} ${value}`);
    }
    // A minority's votes are those that one more of all people would not give.
    assert.ok(populations[1]!.degree!.mean.value < 0.45 && populations[0]!.degree!.mean.value > 0.55);
    const { against, slight, clear, strong } = all!.degree!;
    assert.ok(Math.abs(against + slight + clear + strong - 1) < 1e-12);
    assert.equal(degree!.length, 300);
  }).timeout(20_000);

  it('tell wording from content by pairs that say the same', async () => {
    const random = new Random(8);
    // Where the content is alike brackets are preferred; where it is not, the response without them.
    const rows = Array.from({ length: 200 }, (_, i): Written => {
      const text = `${sentence(random)} ${sentence(random)}`;
      const alike = i % 2 === 0;
      const other = alike
        ? text.replace('near the', '(near) the')
        : `Nothing like it at all, (quite) honestly speaking, dear reader of number ${i}.`;
      const swap = random.next() < 0.5;
      const wanted = alike ? other : text;
      const [a, b] = swap ? [other, text] : [text, other];
      return {
        prompt: `Question ${i}`,
        a,
        b,
        votes: ['ann', 'bob'].map(name => [name, (wanted === a) === random.next() < 0.9 ? 'a' : 'b'] as const),
      };
    });
    const { figures } = await profilesOf(written(...rows));
    const { all, equalContent, leftOut } = figures.profiles;
    assert.equal(equalContent!.n, 200);
    assert.equal(all!.n, 400);
    assert.ok(tau(equalContent!, 'parentheses').tau.low > 0.6);
    assert.ok(Math.abs(tau(all!, 'parentheses').tau.value) < 0.15);
    assert.equal(leftOut, 0);
  }).timeout(20_000);

  it('leave out annotators with few votes and say how many', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i): Written => ({
        prompt: `Question ${i}`,
        a: `An answer ${i}.`,
        b: `Another answer, longer, ${i}.`,
        votes:
          i < 10
            ? [
                ['often', 'b'],
                ['seldom', 'a'],
              ]
            : [['often', i % 4 === 0 ? 'tie' : 'b']],
      }),
    );
    const { figures, degree } = await profilesOf(written(...rows));
    const { annotators, leftOut, all } = figures.profiles;
    assert.deepEqual(
      annotators.map(({ group }) => group),
      ['often'],
    );
    assert.equal(leftOut, 1);
    assert.ok(all!.n < 50, 'ties prefer nothing');
    assert.equal(degree, null);
    assert.equal(annotators[0]!.degree, null);
  });
});
