import { own } from '../ownValue.ts';
import { mappedFormat } from './mapped.ts';

/** Stanford Human Preferences: `labels` is 1 where response A (`human_ref_A`) is preferred, and 0 where B is. */
export const shpFormat = mappedFormat({
  id: 'shp',
  name: 'Stanford Human Preferences (human_ref_A, human_ref_B, labels)',
  trait: 'have `human_ref_A`, `human_ref_B` and `labels`, where 1 means A and 0 means B',
  test: record => own(record, 'human_ref_A') !== undefined && own(record, 'labels') !== undefined,
  map: {
    prompt: 'history',
    a: 'human_ref_A',
    b: 'human_ref_B',
    label: 'labels',
    codes: { 1: 'a', 0: 'b' },
    scoreA: 'score_A',
    scoreB: 'score_B',
    id: 'post_id',
    source: 'domain',
  },
});
