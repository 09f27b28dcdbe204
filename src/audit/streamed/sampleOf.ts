import type { Comparison } from '../../dataset/comparison.ts';
import type { Row } from '../../dataset/row.ts';
import type { Decision } from '../../edits/decision.ts';
import { remaining } from '../remaining.ts';
import { drawSample } from './fitSample.ts';
import type { RowSource } from './rowSource.ts';
import { skim } from './skim.ts';

/** The comparisons that an audit of the same rows fits its heads on: all of them where they are no more than `most`. */
export async function sampleOf(
  rows: RowSource,
  decisions: ReadonlyMap<number, Decision>,
  most: number,
  seed: number,
): Promise<Comparison[]> {
  const skimmed = await skim(rows, decisions);
  const read: Row[] = [];
  const limit = skimmed.comparisons <= most ? Number.POSITIVE_INFINITY : most;
  for await (const row of rows.read(drawSample(skimmed, limit, seed))) read.push(row);
  return remaining(read, decisions);
}
