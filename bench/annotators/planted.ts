import type { Comparison } from '../../src/dataset/comparison.ts';
import { voteAll } from '../../src/principles/voteAll.ts';
import { annotatorVotes } from '../../src/reward/annotators/annotatorVotes.ts';
import { Pace } from '../../src/reward/pace.ts';
import { type PopulationFigures, worstOff } from '../../src/reward/populations/populationsFigures.ts';
import { populationsOf } from '../../src/reward/populations/populationsOf.ts';
import { prepare } from '../../src/reward/prepared.ts';
import { Random } from '../../src/reward/random.ts';
import { hhSet } from '../noise/sets.ts';

/** How often somebody follows their principle. */
const follows = 0.85;
const votesEach = 30;

interface Design {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly wants: readonly string[];
}

const designs: readonly Design[] = [
  ...(
    [
      [60, 6],
      [48, 12],
      [33, 33],
    ] as const
  ).flatMap(sizes => [
    { name: `${sizes[0] / sizes[1]} : 1, contrary`, sizes, wants: ['longer', 'shorter'] },
    { name: `${sizes[0] / sizes[1]} : 1, different`, sizes, wants: ['longer', 'asks-back'] },
  ]),
];

/**
 * Two constitutions planted on texts of HH helpful-base: each annotator votes by a measured principle, and errs in 15 % of
 * votes. Then crowds of one constitution, of annotators who err in 5 to 45 %, in which nothing is to be found.
 */
export async function plantedPart(
  folder: string,
  _python: string | null,
  seeds: readonly number[],
  print: (line: string) => void,
): Promise<void> {
  const { comparisons } = hhSet(folder, 'hh-helpful-base');
  const votes = await voteAll(comparisons);
  print(`\n### Two constitutions planted (66 annotators, ${votesEach} votes each, ${seeds.length} seeds)\n`);
  print(
    '| planted | found in | right population | minority, one head | minority, its own | mean, one head | mean, own | ceiling |',
  );
  print('|---|---|---|---|---|---|---|---|');
  for (const { name, sizes, wants } of designs) {
    const columns = wants.map(id => {
      const column = votes.get(id);
      if (column === undefined) throw new Error(`The bank has no principle "${id}": ${[...votes.keys()].join(', ')}`);
      return column;
    });
    const sums = { found: 0, pure: 0, single: 0, own: 0, meanSingle: 0, meanOwn: 0 };
    for (const seed of seeds) {
      const crowd = planted(comparisons, sizes, columns, () => follows, new Random(17 + seed));
      const figures = await populationsFound(crowd, seed);
      if (figures.populations.length !== 2) continue;
      sums.found++;
      sums.pure += purity(figures.placed, sizes);
      const worst = worstOff(minorityOf(figures.populations));
      sums.single += worst.single;
      sums.own += worst.own;
      sums.meanSingle += figures.single.value;
      sums.meanOwn += figures.own.value;
    }
    const { found } = sums;
    const cells = [sums.pure, sums.single, sums.own, sums.meanSingle, sums.meanOwn].map(sum =>
      found === 0 ? '-' : (sum / found).toFixed(3),
    );
    print(`| ${name} | ${found} of ${seeds.length} | ${cells.join(' | ')} | ${follows.toFixed(3)} |`);
  }
  print('\n### One constitution, more and less able annotators: populations found\n');
  print('| crowds | with one | with more |\n|---|---|---|');
  let one = 0;
  const crowds = 3 * seeds.length;
  for (let crowd = 0; crowd < crowds; crowd++) {
    const seed = seeds[0]! + crowd;
    const want = ['longer', 'asks-back', 'lists'][seed % 3]!;
    const random = new Random(71 + seed);
    const able = Array.from({ length: 66 }, () => 0.55 + 0.4 * random.next());
    const made = planted(comparisons, [66], [votes.get(want)!], person => able[person]!, random);
    if ((await populationsFound(made, seed)).populations.length === 1) one++;
  }
  print(`| ${crowds} | ${one} | ${crowds - one} |`);
}

function planted(
  comparisons: readonly Comparison[],
  sizes: readonly number[],
  columns: readonly Int8Array[],
  able: (person: number) => number,
  random: Random,
): Comparison[] {
  const votes = comparisons.map((): { annotator: string; label: 'a' | 'b' }[] => []);
  let person = 0;
  for (const [k, size] of sizes.entries()) {
    const speaks = Array.from(columns[k]!.keys()).filter(row => columns[k]![row] !== 0);
    for (let j = 0; j < size; j++, person++) {
      for (const row of random.shuffle([...speaks]).slice(0, votesEach)) {
        const right = random.next() < able(person);
        votes[row]!.push({ annotator: `${k} ${j}`, label: columns[k]![row]! > 0 === right ? 'a' : 'b' });
      }
    }
  }
  return comparisons.map((c, row) => ({ ...c, annotations: votes[row]! }));
}

async function populationsFound(comparisons: readonly Comparison[], seed: number) {
  const prepared = await prepare(comparisons, new Pace());
  const votes = annotatorVotes(comparisons, { prepared });
  const { figures } = await populationsOf(comparisons, votes, { prepared, seed }, new Pace());
  if (!figures.known) throw new Error(figures.why);
  return figures;
}

/** The smallest population. */
function minorityOf(populations: readonly PopulationFigures[]): PopulationFigures[] {
  return populations.slice(-1);
}

/** Share of people in the population that most of their kind are in, under the better of the two namings. */
function purity(
  placed: readonly { readonly name: string; readonly memberships: readonly number[] }[],
  sizes: readonly number[],
): number {
  const same = placed.filter(
    ({ name, memberships }) => memberships.indexOf(Math.max(...memberships)) === Number(name[0]),
  ).length;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const swapped = placed.filter(
    ({ name, memberships }) => memberships.indexOf(Math.max(...memberships)) === 1 - Number(name[0]),
  ).length;
  return Math.max(same, swapped) / total;
}
