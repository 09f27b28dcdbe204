import type { MessagePort } from 'node:worker_threads';
import { ChunkJudge } from '../../audit/streamed/chunkJudge.ts';
import type { Chunk, JudgedChunk } from '../../audit/streamed/judgedChunk.ts';
import type { ChunksTask } from '../taskTypes/chunks.ts';

/** A chunk to be judged, and what is said of it. */
export interface ChunkQuestion {
  readonly id: number;
  readonly chunk: Chunk;
}

export type ChunkAnswer = { readonly id: number } & (
  | { readonly kind: 'judged'; readonly judged: JudgedChunk }
  | { readonly kind: 'failed'; readonly message: string }
);

/** Judges chunks as they come; ends only with its worker. */
export function chunksTask(task: ChunksTask, port: MessagePort): Promise<never> {
  const judge = new ChunkJudge(task.basis);
  let turn: Promise<void> = Promise.resolve();
  port.on('message', ({ id, chunk }: ChunkQuestion) => {
    turn = turn.then(async () => {
      let answer: ChunkAnswer;
      try {
        answer = { id, kind: 'judged', judged: await judge.judge(chunk) };
      } catch (error) {
        answer = { id, kind: 'failed', message: error instanceof Error ? error.message : String(error) };
      }
      port.postMessage(answer);
    });
  });
  return new Promise<never>(() => undefined);
}
