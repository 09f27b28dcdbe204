import type { KeyIndex } from '../dataset/keyIndex.ts';
import { inShare, type Share } from '../dataset/share.ts';
import { isAdded } from '../edits/addition.ts';
import type { Reviewers } from './reviewers.ts';
import type { RowList } from './rowList.ts';

/** What the rows of a view are narrowed to beside its query. */
export interface Narrowing {
  readonly share: Share | undefined;
  readonly conflicts: true | undefined;
}

/** The rows of a list that are in a reviewer's share, and that reviewers disagree about, where that is asked for. */
export function narrowed(
  rows: RowList,
  { share, conflicts }: Narrowing,
  { keys, reviewers }: { readonly keys: KeyIndex; readonly reviewers: Reviewers },
): Int32Array {
  const disputed = conflicts === true ? reviewers.conflicting : null;
  const kept: number[] = [];
  const block = 4096;
  for (let start = 0; start < rows.length; start += block) {
    for (const row of rows.slice(start, start + block)) {
      if (disputed !== null && !disputed.has(row)) continue;
      const key = share === undefined ? undefined : keys.at(row);
      // Whoever adds a comparison reviews it.
      if (share === undefined || isAdded(row) || (key !== undefined && inShare(key, share))) kept.push(row);
    }
  }
  return Int32Array.from(kept);
}
