import { helpSteerRatings } from './lists/helpSteerRatings.ts';
import { lipo } from './lists/lipo.ts';
import type { ListReader } from './lists/listReader.ts';
import { nectar } from './lists/nectar.ts';
import { nemoRl } from './lists/nemoRl.ts';
import { oasst } from './lists/oasst.ts';
import { rankedPictures } from './lists/pictures.ts';
import { prismConversations } from './lists/prismConversations.ts';
import { prismUtterances } from './lists/prismUtterances.ts';
import { pro } from './lists/pro.ts';
import { rewardBench2 } from './lists/rewardBench2.ts';
import { samples } from './lists/samples.ts';
import { squality } from './lists/squality.ts';
import { ultraFeedback } from './lists/ultraFeedback.ts';
import { unpaired } from './lists/unpaired.ts';

/** Every layout of lists that can be read, most specific first. */
export const listReaders: readonly ListReader[] = [
  nemoRl,
  nectar,
  ultraFeedback,
  oasst,
  squality,
  prismConversations,
  prismUtterances,
  rewardBench2,
  samples,
  lipo,
  pro,
  rankedPictures,
  helpSteerRatings,
  unpaired,
];
