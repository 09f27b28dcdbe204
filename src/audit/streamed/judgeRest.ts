import type { Row } from '../../dataset/row.ts';
import type { Decision } from '../../edits/decision.ts';
import { decide } from '../decide.ts';
import type { ChunkReader } from './chunkReader.ts';
import type { Chunk } from './judgedChunk.ts';
import type { Judgements } from './judgements.ts';
import type { JudgeSeats } from './judgeSeats.ts';
import type { PartialAudit } from './partialAudit.ts';
import { RemainingTime } from './remainingTime.ts';
import { chunksOf, type RowSource } from './rowSource.ts';
import { entangled, type Skim } from './skim.ts';

/** What rows are judged by. */
export interface Judging {
  readonly rows: RowSource;
  readonly skimmed: Skim;
  readonly seats: JudgeSeats;
  readonly reader: ChunkReader;
  readonly decisions: ReadonlyMap<number, Decision>;
  /** Rows that are judged together (default: as many as the reader likes). */
  readonly chunkRows?: number;
  readonly partial?: PartialAudit;
  readonly signal?: AbortSignal;
}

/** Judges the rows that were not yet, several chunks at a time, and takes what is said of them in their order. */
export async function judgeRest(
  { rows, skimmed, seats, reader, decisions, chunkRows = reader.chunkRows, partial, signal }: Judging,
  judgements: Judgements,
  report: (done: number, secondsLeft: number | null) => void,
): Promise<void> {
  const again = entangled(skimmed);
  const total = skimmed.strata.length;
  const before = judgements.length;
  const time = new RemainingTime();
  const underWay: ReturnType<JudgeSeats['judge']>[] = [];
  const takeFirst = async (): Promise<void> => {
    const judged = await underWay[0]!;
    underWay.shift();
    await partial?.keepChunk(judged);
    judgements.add(judged);
    report(judgements.length, time.seconds(judgements.length - before, total - judgements.length));
  };
  let from = 0;
  try {
    for await (const held of chunksOf(rows.batches(signal), chunkRows)) {
      signal?.throwIfAborted();
      const start = from;
      from += held.length;
      if (from <= before) continue;
      const chunk = chunkOf(held, start, decisions, again);
      const judged = seats.judge({ ...chunk, ...(await reader.read(chunk, start, signal)) }, signal);
      // It is awaited in its turn; until then its failure is nobody's.
      judged.catch(() => undefined);
      underWay.push(judged);
      if (underWay.length > seats.count) await takeFirst();
    }
    while (underWay.length > 0) await takeFirst();
  } finally {
    await Promise.allSettled(underWay);
  }
  if (judgements.length !== total) {
    throw new Error('The file changed while it was being audited. Run the audit again.');
  }
}

function chunkOf(
  held: readonly Row[],
  start: number,
  decisions: ReadonlyMap<number, Decision>,
  again: Uint8Array,
): Omit<Chunk, 'readings' | 'votes'> {
  const dropped = new Uint8Array(held.length);
  const rows = held.map((row, i): Row => {
    if (row.kind === 'malformed') return row;
    const comparison = decide(row.comparison, decisions.get(row.row));
    if (comparison === null) dropped[i] = 1;
    return comparison === null || comparison === row.comparison ? row : { ...row, comparison };
  });
  return { rows, dropped, entangled: again.slice(start, start + held.length) };
}
