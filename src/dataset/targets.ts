import { annotatedPairsTarget, arenaTarget, hhTarget, icaiTarget } from './targets/datasets.ts';
import { hindsightTarget } from './targets/hindsight.ts';
import { lipoTarget, nemoRlTarget, proTarget } from './targets/listwise.ts';
import { ktoMessagesTarget, llamaFactoryTarget, shareGptTarget } from './targets/llamaFactory.ts';
import type { Target } from './targets/target.ts';
import {
  axolotlTarget,
  axolotlTextTarget,
  fireworksTarget,
  msSwiftTarget,
  openaiTarget,
  rewardBenchTarget,
  turboTarget,
} from './targets/trainers.ts';
import { marginTarget, trlImplicitTarget, trlTarget, trlTextTarget, trlUnpairedTarget } from './targets/trl.ts';

/** Every format that comparisons can be written in. */
export const targets: readonly Target[] = [
  trlTarget,
  trlTextTarget,
  trlImplicitTarget,
  trlUnpairedTarget,
  marginTarget,
  axolotlTarget,
  axolotlTextTarget,
  llamaFactoryTarget,
  shareGptTarget,
  ktoMessagesTarget,
  msSwiftTarget,
  nemoRlTarget,
  openaiTarget,
  fireworksTarget,
  rewardBenchTarget,
  turboTarget,
  hindsightTarget,
  lipoTarget,
  proTarget,
  hhTarget,
  icaiTarget,
  arenaTarget,
  annotatedPairsTarget,
];
