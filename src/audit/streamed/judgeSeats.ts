import { ChunkJudge } from './chunkJudge.ts';
import type { Chunk, ChunkBasis, JudgedChunk } from './judgedChunk.ts';

/** Who judges chunks: this thread, or several workers. */
export interface JudgeSeats {
  /** Chunks that may be under way at one time. */
  readonly count: number;
  judge(chunk: Chunk, signal?: AbortSignal): Promise<JudgedChunk>;
  close(): Promise<void>;
}

/** Makes seats for an ensemble. */
export type SeatMaker = (basis: ChunkBasis) => JudgeSeats;

/** One seat, in this thread. */
export const ownSeat: SeatMaker = basis => {
  const judge = new ChunkJudge(basis);
  return {
    count: 1,
    judge: (chunk, signal) => judge.judge(chunk, signal),
    close: async () => undefined,
  };
};
