import { batchOf, type Graph, type Output, type Tokens } from './graph.ts';
import { isOutOfMemory, OnnxError } from './onnxError.ts';

/** How texts are laid together. */
export interface BatchRule {
  /** Every text alone: dynamic int8 gives a text other results in other company. */
  readonly alone: boolean;
  /** Id that fills rows up; null: only texts of equal length share a batch. */
  readonly padId: number | null;
}

/** Who hears of the results. */
export interface BatchListener {
  /** Called once for every text, batch by batch: row `row` of the output is the text's. May take its time. */
  readonly onResult: (text: number, output: Output, row: number) => void;
  /** After every batch: share of all tokens done, 0 to 1. */
  readonly onProgress?: (share: number) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

/** Tokens of the first batch, before anything is known of the machine's speed. */
const firstBudget = 1024;
/**
 * Tokens of the largest batch. On a CPU more than a few hundred leave its caches: measured with MiniLM on two cores, 512
 * give 12.3 long texts a CPU-second, 2,048 give 10.5.
 */
const mostTokens = { cpu: 512, other: 16_384 };
/** Milliseconds that a batch is to take: cancelling waits for the one under way. */
const target = 120;

/**
 * Runs texts through a graph: longest first, in batches of nearly equal length whose size (padding counted) is fitted to
 * the machine's speed, so that a batch takes about 120 ms. Between batches the event loop turns and the signal is heard.
 * When memory runs out, batches are halved, down to a single text.
 *
 * @throws the signal's reason, OnnxError if one text alone is too much, or what the graph throws
 */
export async function runBatches(
  graph: Graph,
  texts: readonly Tokens[],
  rule: BatchRule,
  { onResult, onProgress, signal }: BatchListener,
): Promise<void> {
  const order = texts.map((_, i) => i).sort((i, j) => texts[j]!.ids.length - texts[i]!.ids.length || i - j);
  const all = texts.reduce((sum, { ids }) => sum + ids.length, 0);
  let done = 0;
  let budget = firstBudget;
  let limit = graph.provider === 'cpu' ? mostTokens.cpu : mostTokens.other;
  for (let at = 0; at < order.length; ) {
    signal?.throwIfAborted();
    const chosen = nextBatch(order, at, texts, rule, Math.min(budget, limit));
    const batch = batchOf(
      chosen.map(i => texts[i]!),
      rule.padId ?? 0,
    );
    const began = performance.now();
    let output: Output;
    try {
      output = await graph.run(batch);
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      if (batch.rows === 1) {
        throw new OnnxError(
          `Memory ran out on a single text of ${batch.width} tokens. Use a smaller model or the CPU.`,
        );
      }
      limit = Math.floor((batch.rows * batch.width) / 2);
      continue;
    }
    const took = performance.now() - began;
    const tokens = batch.rows * batch.width;
    // At most doubled at a time: the first batch of a shape is slow on GPUs, which compile their kernels then.
    budget = Math.max(64, Math.min(2 * tokens, (tokens * target) / Math.max(took, 1)));
    for (const [row, text] of chosen.entries()) {
      onResult(text, output, row);
      done += texts[text]!.ids.length;
    }
    at += chosen.length;
    await onProgress?.(all === 0 ? 1 : done / all);
    await new Promise<void>(resolve => setImmediate(resolve));
  }
}

/** Texts from `at` on that fit into the budget beside the first, which is the longest of them. */
function nextBatch(
  order: readonly number[],
  at: number,
  texts: readonly Tokens[],
  { alone, padId }: BatchRule,
  budget: number,
): number[] {
  const width = texts[order[at]!]!.ids.length;
  const most = alone ? 1 : Math.max(1, Math.floor(budget / Math.max(width, 1)));
  const chosen: number[] = [];
  for (let k = at; k < order.length && chosen.length < most; k++) {
    if (padId === null && texts[order[k]!]!.ids.length !== width) break;
    chosen.push(order[k]!);
  }
  return chosen;
}
