import { falseDiscovery } from '../../reward/falseDiscovery.ts';
import type { Estimate } from '../../reward/figures.ts';
import { wilson } from '../../reward/numbers.ts';
import type { PrincipleDifference } from '../../reward/populations/populationsFigures.ts';
import { twoSided } from '../conditional/dependsOn.ts';
import type { Principle, Votes } from '../principle.ts';
import { clusteredVariance } from './clusteredVariance.ts';

/** A decisive label, by whom, and how far it belongs to each group. */
export interface SharedLabel {
  readonly row: number;
  /** +1 a, -1 b. */
  readonly label: -1 | 1;
  /** Number of the annotator; each label without one has a negative number of its own. */
  readonly person: number;
  /** Per group, 0 to 1. */
  readonly weights: readonly number[];
}

/** Fewest votes of a principle inside and outside of a group. */
const leastVotes = 20;
/** Largest q-value that counts as a difference. */
const level = 0.05;
/** Least difference in accuracy worth a line. */
const leastApart = 0.05;
const named = 6;

interface Tested {
  readonly group: number;
  readonly principle: Principle;
  readonly here: Estimate;
  readonly elsewhere: Estimate;
  readonly p: number;
}

/**
 * Principles whose accuracy in a group differs from that among all other labels. The difference of the two weighted shares
 * is tested by its normal approximation, with a variance clustered by prompt and by annotator (Cameron, Gelbach and Miller
 * 2011), and the false discovery rate is held at 5 % over all principles and groups (Benjamini and Hochberg 1995).
 *
 * @param votes - of each principle along the comparisons
 * @param prompts - prompt of each comparison
 * @returns per group, the largest differences first
 */
export function groupDifferences(
  principles: readonly Principle[],
  votes: ReadonlyMap<string, Votes>,
  labels: readonly SharedLabel[],
  prompts: Int32Array,
  groups: number,
): PrincipleDifference[][] {
  const tested: Tested[] = [];
  for (const principle of principles) {
    const column = votes.get(principle.id);
    if (column === undefined) continue;
    const spoken = labels.filter(({ row }) => column[row] !== 0);
    for (let group = 0; group < groups; group++) {
      const test = testOf(principle, group, column, spoken, prompts);
      if (test !== null) tested.push(test);
    }
  }
  const q = falseDiscovery(tested.map(({ p }) => p));
  return Array.from({ length: groups }, (_, group) => {
    const found = tested
      .flatMap(({ group: of, principle, here, elsewhere }, k) =>
        of === group && q[k]! <= level && Math.abs(here.value - elsewhere.value) >= leastApart
          ? [{ principle, here, elsewhere, q: q[k]! }]
          : [],
      )
      .sort(
        (x, y) =>
          Math.abs(y.here.value - y.elsewhere.value) - Math.abs(x.here.value - x.elsewhere.value) ||
          y.here.value - x.here.value,
      );
    const kept: typeof found = [];
    for (const entry of found) {
      if (kept.length < named && !kept.some(({ principle }) => principle.opposite === entry.principle.id))
        kept.push(entry);
    }
    return kept.map(({ principle: { id, short }, ...rest }) => ({ id, short, ...rest }));
  });
}

function testOf(
  principle: Principle,
  group: number,
  column: Votes,
  labels: readonly SharedLabel[],
  prompts: Int32Array,
): Tested | null {
  let [n, right, m, rightThere] = [0, 0, 0, 0];
  for (const { row, label, weights } of labels) {
    const w = weights[group]!;
    const hit = column[row]! === label ? 1 : 0;
    n += w;
    right += w * hit;
    m += 1 - w;
    rightThere += (1 - w) * hit;
  }
  if (n < leastVotes || m < leastVotes) return null;
  const [here, there] = [right / n, rightThere / m];
  const parts = labels.map(({ row, label, person, weights }) => {
    const w = weights[group]!;
    const hit = column[row]! === label ? 1 : 0;
    return { prompt: prompts[row]!, person, here: (w * (hit - here)) / n, there: ((1 - w) * (hit - there)) / m };
  });
  const error = Math.sqrt(
    clusteredVariance(parts.map(({ prompt, person, here: x, there: y }) => ({ prompt, person, value: x - y }))),
  );
  const estimate = (value: number, count: number, side: 'here' | 'there'): Estimate => {
    const variance = clusteredVariance(
      parts.map(part => ({ prompt: part.prompt, person: part.person, value: part[side] })),
    );
    // Labels that are worth as much as these in clusters; where all are alike there is no variance to tell it by.
    const worth = variance > 0 ? Math.min(count, (value * (1 - value)) / variance) : count;
    const { low, high } = wilson(value * worth, worth) ?? { low: 0, high: 1 };
    return { value, low, high, n: Math.round(count) };
  };
  return {
    group,
    principle,
    here: estimate(here, n, 'here'),
    elsewhere: estimate(there, m, 'there'),
    p: error > 0 ? twoSided((here - there) / error) : 1,
  };
}
