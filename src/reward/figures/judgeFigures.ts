import type { Comparison } from '../../dataset/comparison.ts';
import type { JudgeFigures, JudgesFigures } from '../figures.ts';
import { judgeWeights, trusted } from '../judges/combineJudges.ts';
import { type Judge, judgeTable, voteOf } from '../judges/judgeTable.ts';
import { consistencyOf, reliabilityOf } from '../judges/reliability.ts';
import { wilson } from '../numbers.ts';

/** What the judges of a file are like; null where it names none. */
export function judgesFigures(comparisons: readonly Comparison[], anchors: Int8Array): JudgesFigures | null {
  const judges = judgeTable(comparisons);
  if (judges.length === 0) return null;
  const reliability = Float64Array.from(judges, reliabilityOf);
  const votes = comparisons.map((_, i) => trusted(judges, reliability, i));
  const weights = judgeWeights(votes, reliability, anchors, () => true);
  const signs = judges.map(judge => Int8Array.from(comparisons, (_, i) => Math.sign(voteOf(judge, i))));
  const each = judges.map((judge, j): JudgeFigures => {
    const consistency = consistencyOf(judge);
    return {
      name: judge.name,
      family: judge.family,
      consistency: consistency === null ? null : wilson(consistency.same, consistency.n),
      onAnchors: agreement(signs[j]!, anchors),
      weight: weights[j]! * reliability[j]!,
    };
  });
  return { judges: each, families: families(judges, signs) };
}

function families(judges: readonly Judge[], signs: readonly Int8Array[]): JudgesFigures['families'] {
  const names = [...new Set(judges.map(({ family }) => family))];
  return names.map(name => {
    const inside = judges.flatMap(({ family }, j) => (family === name ? [j] : []));
    const outside = judges.flatMap(({ family }, j) => (family === name ? [] : [j]));
    return {
      name,
      judges: inside.length,
      within: meanAgreement(inside.flatMap((j, at) => inside.slice(at + 1).map(k => [signs[j]!, signs[k]!] as const))),
      across: meanAgreement(inside.flatMap(j => outside.map(k => [signs[j]!, signs[k]!] as const))),
    };
  });
}

/** Mean over pairs of judges of the share of comparisons on which they agree, where both have a preference. */
function meanAgreement(pairs: readonly (readonly [Int8Array, Int8Array])[]): number | null {
  const shares = pairs.flatMap(([one, other]) => agreement(one, other)?.value ?? []);
  return shares.length === 0 ? null : shares.reduce((sum, x) => sum + x, 0) / shares.length;
}

function agreement(one: Int8Array, other: Int8Array): ReturnType<typeof wilson> {
  let same = 0;
  let n = 0;
  for (let i = 0; i < one.length; i++) {
    if (one[i] === 0 || other[i] === 0) continue;
    n++;
    if (one[i] === other[i]) same++;
  }
  return wilson(same, n);
}
