import type { Principle, Votes } from '../principle.ts';
import type { GroupReconstruction } from '../principlesResult.ts';
import { bootstrapShares } from './intervals.ts';

/** A decisive label of one annotator or source. */
export interface GroupLabel {
  readonly name: string;
  readonly row: number;
  /** +1 a, -1 b. */
  readonly label: -1 | 1;
}

/** Least decisive labels of a group, most groups (the largest), and least votes of a principle on either side. */
const leastLabels = 20;
const mostGroups = 50;
const leastVotes = 10;
/** Principles named per group, and how many standard errors apart their accuracies must be. */
const named = 3;
const leastApart = 2.5;

type Counts = readonly { right: number; wrong: number }[];

function countStands(labels: readonly GroupLabel[], columns: readonly Votes[]): Counts {
  return columns.map(column => {
    let right = 0;
    let wrong = 0;
    for (const { row, label } of labels) {
      const stand = column[row]! * label;
      if (stand > 0) right++;
      else if (stand < 0) wrong++;
    }
    return { right, wrong };
  });
}

/** Principles whose accuracy in a group is far from that in the rest, by the two-proportion z statistic. */
function differences(principles: readonly Principle[], group: Counts, all: Counts): GroupReconstruction['different'] {
  const apart = principles
    .map((principle, at) => {
      const here = group[at]!;
      const there = { right: all[at]!.right - here.right, wrong: all[at]!.wrong - here.wrong };
      const n = here.right + here.wrong;
      const m = there.right + there.wrong;
      if (n < leastVotes || m < leastVotes) return null;
      const accuracy = here.right / n;
      const elsewhere = there.right / m;
      const pooled = (here.right + there.right) / (n + m);
      const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
      return { principle, here: accuracy, elsewhere, z: error > 0 ? Math.abs(accuracy - elsewhere) / error : 0 };
    })
    .filter(entry => entry !== null && entry.z >= leastApart)
    .map(entry => entry!)
    .sort((x, y) => y.z - x.z || y.here - x.here);
  const kept: typeof apart = [];
  for (const entry of apart) {
    if (kept.length < named && !kept.some(({ principle }) => principle.opposite === entry.principle.id))
      kept.push(entry);
  }
  return kept.map(({ principle, here, elsewhere }) => ({ id: principle.id, here, elsewhere }));
}

/**
 * Reconstruction of each annotator's or source's labels by the out-of-fold constitution, largest group first, and the
 * principles that tell the group from the others. Groups with fewer than 20 decisive labels are left out.
 *
 * @param decisions what the constitutions say of each comparison that they never saw: +1, -1, or 0 where they cannot tell
 */
export function groupReconstructions(
  labels: readonly GroupLabel[],
  decisions: Int8Array,
  principles: readonly Principle[],
  columns: readonly Votes[],
  groups: Int32Array,
  seed: number,
): GroupReconstruction[] {
  const byName = new Map<string, GroupLabel[]>();
  for (const label of labels) {
    const known = byName.get(label.name);
    if (known) known.push(label);
    else byName.set(label.name, [label]);
  }
  const all = countStands(labels, columns);
  return [...byName]
    .filter(([, own]) => own.length >= leastLabels)
    .sort(([, x], [, y]) => y.length - x.length)
    .slice(0, mostGroups)
    .map(([name, own]) => {
      const right = Float32Array.from(own, ({ row, label }) => (decisions[row]! * label + 1) / 2);
      const clusters = Int32Array.from(own, ({ row }) => groups[row]!);
      return {
        name,
        n: own.length,
        reconstruction: bootstrapShares([right], clusters, seed)[0]!,
        different: byName.size > 1 ? differences(principles, countStands(own, columns), all) : [],
      };
    });
}
