import type { ChunkBasis } from '../../audit/streamed/judgedChunk.ts';

/** Judges chunks of a file by an ensemble that was fitted; ends only with its worker. */
export interface ChunksTask {
  readonly kind: 'chunks';
  readonly basis: ChunkBasis;
}
