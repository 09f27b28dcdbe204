import { ambiguousCheck } from '../../reward/findings/ambiguous.ts';
import type { Check } from '../../reward/findings/check.ts';
import { contestedCheck } from '../../reward/findings/contested.ts';
import { contradictionCheck } from '../../reward/findings/contradiction.ts';
import { cycleCheck } from '../../reward/findings/cycle.ts';
import { duplicateCheck } from '../../reward/findings/duplicate.ts';
import { emptyCheck } from '../../reward/findings/empty.ts';
import { hardCheck } from '../../reward/findings/hard.ts';
import { leakCheck } from '../../reward/findings/leak.ts';
import { mislabeledCheck } from '../../reward/findings/mislabeled.ts';
import { nearIdenticalCheck } from '../../reward/findings/nearIdentical.ts';
import { offTopicCheck } from '../../reward/findings/offTopic.ts';
import { orientationCheck } from '../../reward/findings/orientation.ts';
import { promptMismatchCheck } from '../../reward/findings/promptMismatch.ts';
import { scoreConflictCheck } from '../../reward/findings/scoreConflict.ts';
import { truncationRiskCheck } from '../../reward/findings/truncationRisk.ts';
import { uncertainCheck } from '../../reward/findings/uncertain.ts';

/** Checks that read the texts of one comparison: a chunk of the file is enough. */
export const textChecks: readonly Check[] = [
  nearIdenticalCheck,
  emptyCheck,
  promptMismatchCheck,
  offTopicCheck,
  truncationRiskCheck,
];

/** Checks that look at what the ensemble says of all comparisons, and at no text. */
export const ensembleChecks: readonly Check[] = [mislabeledCheck, uncertainCheck];

/** Checks that look at comparisons side by side: outlines of those that can be found are enough. */
export const relationChecks: readonly Check[] = [
  contestedCheck,
  ambiguousCheck,
  contradictionCheck,
  cycleCheck,
  scoreConflictCheck,
  duplicateCheck,
  hardCheck,
  leakCheck,
  orientationCheck,
];
