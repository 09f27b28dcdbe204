import type { Comparison } from '../../dataset/comparison.ts';
import type { EnsembleResult } from '../ensembleResult.ts';
import { type Finding, findingKinds } from '../finding.ts';
import { Pace } from '../pace.ts';
import { ambiguousCheck } from './ambiguous.ts';
import type { Check, FindingOptions } from './check.ts';
import { contestedCheck } from './contested.ts';
import { contradictionCheck } from './contradiction.ts';
import { cycleCheck } from './cycle.ts';
import { duplicateCheck } from './duplicate.ts';
import { emptyCheck } from './empty.ts';
import { hardCheck } from './hard.ts';
import { leakCheck } from './leak.ts';
import { mislabeledCheck } from './mislabeled.ts';
import { nearIdenticalCheck } from './nearIdentical.ts';
import { offTopicCheck } from './offTopic.ts';
import { orientationCheck } from './orientation.ts';
import { promptMismatchCheck } from './promptMismatch.ts';
import { scoreConflictCheck } from './scoreConflict.ts';
import { truncationRiskCheck } from './truncationRisk.ts';
import { uncertainCheck } from './uncertain.ts';

/** Every check. A new kind is a file and a line here. */
export const checks: readonly Check[] = [
  mislabeledCheck,
  contestedCheck,
  ambiguousCheck,
  uncertainCheck,
  contradictionCheck,
  cycleCheck,
  scoreConflictCheck,
  duplicateCheck,
  nearIdenticalCheck,
  emptyCheck,
  promptMismatchCheck,
  offTopicCheck,
  truncationRiskCheck,
  hardCheck,
  leakCheck,
  orientationCheck,
];

/** Findings that need a recorded choice; a tie, "both bad" or missing label gets only those about the texts themselves. */
const structural = new Set([
  'duplicate',
  'near-identical',
  'empty',
  'prompt-mismatch',
  'leak',
  'contested',
  'off-topic',
]);

/**
 * Runs every check, or those given. The result runs along `comparisons`; the findings of one comparison stand in the order of
 * `findingKinds`, then by score.
 */
export async function findAll(
  comparisons: readonly Comparison[],
  ensemble: EnsembleResult,
  options: FindingOptions = {},
  by: readonly Check[] = checks,
): Promise<Finding[][]> {
  const found: Finding[][] = comparisons.map(() => []);
  const pace = new Pace(options.signal);
  for (const check of by) {
    await check.run({ comparisons, ensemble, options, pace }, (index, finding) => {
      const { label } = comparisons[index]!;
      if (label === 'a' || label === 'b' || structural.has(finding.kind)) found[index]!.push(finding);
    });
    await pace.step();
  }
  for (const findings of found) findings.sort(byImportance);
  return found;
}

const rank = new Map(findingKinds.map((kind, i) => [kind, i]));

/** The order of the findings of one comparison: that of `findingKinds`, then by score. */
export function byImportance(x: Finding, y: Finding): number {
  return rank.get(x.kind)! - rank.get(y.kind)! || y.score - x.score;
}
