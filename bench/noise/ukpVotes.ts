import { join } from 'node:path';
import type { Random } from '../../src/reward/random.ts';
import type { Vote } from '../../src/reward/votes/dawidSkene.ts';
import { readRecords } from '../support/sharedData.ts';

/** Votes of UKPConvArg1 on the pairs of `ukpSet`, in its order; "equal" votes are dropped. */
export interface UkpVotes {
  readonly votes: readonly (readonly Vote[])[];
  readonly annotators: number;
}

/** All votes, by pair. */
export function ukpVotes(folder: string): UkpVotes {
  const records = readRecords<{
    readonly gold: string | null;
    readonly votes: readonly { readonly annotator: string; readonly vote: string }[];
  }>(join(folder, 'ukpconvarg1.votes.jsonl.gz')).filter(r => r.gold === 'a1' || r.gold === 'a2');
  const ids = new Map<string, number>();
  const votes = records.map((record, comparison) =>
    record.votes.flatMap(({ annotator, vote }): Vote[] => {
      if (vote !== 'a1' && vote !== 'a2') return [];
      if (!ids.has(annotator)) ids.set(annotator, ids.size);
      return [{ comparison, annotator: ids.get(annotator)!, side: vote === 'a1' ? 1 : -1 }];
    }),
  );
  return { votes, annotators: ids.size };
}

/** At most `count` votes of each pair, drawn at random. */
export function drawVotes({ votes }: UkpVotes, count: number, random: Random): Vote[] {
  return votes.flatMap(here => {
    const order = random.shuffle(Int32Array.from(here, (_, i) => i)).subarray(0, count);
    return Array.from(order, i => here[i]!);
  });
}
