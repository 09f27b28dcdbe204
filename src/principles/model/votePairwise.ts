import { askAll } from './askAll.ts';
import { fencePair } from './fence.ts';
import type { ShownVote } from './readVotes.ts';
import { readVotes } from './readVotes.ts';
import { blockSize, pairwiseAsk } from './votePrompt.ts';
import type { ModelVotes, VoteTask } from './voteTask.ts';

/**
 * Votes on pairs, each in both orders: a vote counts where both pick the same response. A picked twice, or an order that
 * abstains or has no usable answer, is an abstention.
 */
export async function votePairwise(task: VoteTask, mode: 'letters' | 'listed'): Promise<ModelVotes> {
  const { model, comparisons, rows, rules, fencing } = task;
  const columns = rules.map(() => new Int8Array(comparisons.length));
  const blocks: number[] = [];
  for (let start = 0; start < rules.length; start += blockSize) blocks.push(start);
  const perBlock = 2 * rows.length;
  const sizeOf = (start: number): number => Math.min(blockSize, rules.length - start);
  /** First order's votes, until the second's come: by block and row. */
  const waiting = new Map<number, Map<number, ShownVote> | null>();
  const counts = { asked: rules.length * rows.length, unusable: 0, consistent: 0, contradictory: 0, firstTwice: 0 };
  const cutRows = new Set<number>();

  const settle = (
    start: number,
    row: number,
    straight: Map<number, ShownVote> | null,
    swapped: Map<number, ShownVote> | null,
  ): void => {
    const size = sizeOf(start);
    if (straight === null || swapped === null) {
      counts.unusable += size;
      return;
    }
    for (let at = 0; at < size; at++) {
      const missing = mode === 'listed' ? 0 : undefined;
      const one = straight.get(at) ?? missing;
      const other = swapped.get(at) ?? missing;
      if (one === undefined || other === undefined) counts.unusable++;
      else if (one !== 0 && one === -other) {
        columns[start + at]![row] = one;
        counts.consistent++;
      } else if (one !== 0 && one === other) {
        counts.contradictory++;
        if (one > 0) counts.firstTwice++;
      }
    }
  };

  const spent = await askAll(
    model,
    blocks.length * perBlock,
    at => {
      const start = blocks[Math.floor(at / perBlock)]!;
      const row = rows[Math.floor((at % perBlock) / 2)]!;
      const pair = fencePair(comparisons[row]!, fencing);
      if (pair.cut) cutRows.add(row);
      return pairwiseAsk(rules.slice(start, start + blockSize), mode, pair, at % 2 === 1, fencing.nonce);
    },
    (at, answer) => {
      const start = blocks[Math.floor(at / perBlock)]!;
      const votes = answer === null ? null : readVotes(answer.text, sizeOf(start));
      const partner = at ^ 1;
      const other = waiting.get(partner);
      if (other === undefined) {
        waiting.set(at, votes);
        return;
      }
      waiting.delete(partner);
      const row = rows[Math.floor((at % perBlock) / 2)]!;
      if (at % 2 === 0) settle(start, row, votes, other);
      else settle(start, row, other, votes);
    },
    task.ask,
  );
  return { columns, counts, cut: cutRows.size, spent };
}
