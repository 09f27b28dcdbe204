import type { Comparison } from '../../dataset/comparison.ts';
import type { Row } from '../../dataset/row.ts';
import type { Decision } from '../../edits/decision.ts';
import { remaining } from '../remaining.ts';
import type { VotesAlong } from '../votedStore.ts';
import { drawSample } from './fitSample.ts';
import type { RowSource } from './rowSource.ts';
import { skim } from './skim.ts';

/**
 * The comparisons that a streamed audit of the same rows fits its heads on.
 *
 * @param most - about how many
 * @param votes - that are kept for the file
 */
export async function sampleOf(
  rows: RowSource,
  decisions: ReadonlyMap<number, Decision>,
  { most, seed, votes }: { readonly most: number; readonly seed: number; readonly votes: VotesAlong | null },
): Promise<Comparison[]> {
  const skimmed = await skim(rows, decisions, { votes });
  const read: Row[] = [];
  for await (const row of rows.read(drawSample(skimmed, most, seed))) read.push(row);
  return remaining(read, decisions);
}
