import type { Format } from './format.ts';
import { annotatedPairsFormat } from './formats/annotatedPairs.ts';
import { arenaFormat } from './formats/arena.ts';
import { genericFormat } from './formats/generic.ts';
import { helpSteer2Format, helpSteer3Format } from './formats/helpSteer.ts';
import { hhFormat } from './formats/hh.ts';
import { hindsightFormat } from './formats/hindsight.ts';
import { icaiFormat } from './formats/icai.ts';
import { lmsysFormat } from './formats/lmsys.ts';
import { msSwiftFormat } from './formats/msSwift.ts';
import { multiPrefFormat } from './formats/multiPref.ts';
import { openaiFormat } from './formats/openai.ts';
import { pandaLmFormat, votesFormat } from './formats/pandaLm.ts';
import { hpdPairsFormat, hpdPathsFormat, pickAPicFormat } from './formats/pictures.ts';
import { safeRlhfFormat } from './formats/safeRlhf.ts';
import { shareGptFormat } from './formats/shareGpt.ts';
import { shpFormat } from './formats/shp.ts';
import { posNegFormat, responseChosenFormat, stackExchangeFormat, turboFormat } from './formats/sides.ts';
import { newsSummariesFormat, summariesFormat } from './formats/summaries.ts';
import { trlFormat } from './formats/trl.ts';
import { webGptFormat } from './formats/webGpt.ts';
import { listReaders } from './listReaders.ts';
import { listFormat } from './lists/listFormat.ts';
import { defaultPolicy, type PairPolicy } from './pairPolicy.ts';

/** Formats of one comparison a record, most specific first. */
const pairFormats: readonly Format[] = [
  annotatedPairsFormat,
  openaiFormat,
  arenaFormat,
  lmsysFormat,
  icaiFormat,
  multiPrefFormat,
  helpSteer3Format,
  helpSteer2Format,
  pandaLmFormat,
  votesFormat,
  safeRlhfFormat,
  shpFormat,
  summariesFormat,
  newsSummariesFormat,
  webGptFormat,
  pickAPicFormat,
  hpdPairsFormat,
  hpdPathsFormat,
  msSwiftFormat,
  shareGptFormat,
  stackExchangeFormat,
  posNegFormat,
  turboFormat,
  hindsightFormat,
  responseChosenFormat,
  hhFormat,
  trlFormat,
  genericFormat,
];

/**
 * Every format that can be read, most specific first: of two that fit equally well, the first is taken.
 *
 * @param policy - which comparisons are made of lists
 */
export function formatsUnder(policy: PairPolicy): readonly Format[] {
  return [...listReaders.map(reader => listFormat(reader, policy)), ...pairFormats];
}

/** Every format, lists under the default policy. */
export const formats: readonly Format[] = formatsUnder(defaultPolicy);
