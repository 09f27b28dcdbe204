import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Graph, TokenBatch, Tokens } from '../../../src/reward/onnx/graph.ts';
import { isOutOfMemory, OnnxError, plainReason } from '../../../src/reward/onnx/onnxError.ts';
import { runBatches } from '../../../src/reward/onnx/runBatches.ts';

/** A graph that answers the sum of a text's ids, and does not count padding. */
class SumGraph implements Graph {
  readonly provider = 'fake';
  readonly why = '';
  readonly batches: TokenBatch[] = [];

  /** @param most - tokens, padding included, above which memory runs out */
  constructor(readonly most = Number.POSITIVE_INFINITY) {}

  async run(batch: TokenBatch) {
    this.batches.push(batch);
    if (batch.rows * batch.width > this.most)
      throw new Error('Failed to allocate memory for requested buffer of size 1');
    const data = new Float32Array(batch.rows);
    for (let i = 0; i < batch.ids.length; i++)
      data[Math.floor(i / batch.width)]! += Number(batch.ids[i]! * batch.mask[i]!);
    return { data, dims: [batch.rows, 1] };
  }

  async close(): Promise<void> {}
}

const tokensOf = (ids: readonly number[]): Tokens => ({
  ids: Int32Array.from(ids),
  types: new Uint8Array(ids.length),
  truncated: false,
});
const texts = fc.array(fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 30 }), { maxLength: 40 });

async function sums(
  graph: Graph,
  of: readonly (readonly number[])[],
  rule = { alone: false, padId: 0 as number | null },
) {
  const found = new Map<number, number>();
  await runBatches(graph, of.map(tokensOf), rule, {
    onResult: (text, { data }, row) => {
      assert.equal(found.has(text), false, 'every text is answered once');
      found.set(text, data[row]!);
    },
  });
  return of.map((_, i) => found.get(i));
}

const total = (ids: readonly number[]): number => ids.reduce((sum, id) => sum + id, 0);

describe('batches', () => {
  it('answer every text once, with its own result, longest first', () =>
    fc.assert(
      fc.asyncProperty(texts, async of => {
        const graph = new SumGraph();
        assert.deepEqual(await sums(graph, of), of.map(total));
        const widths = graph.batches.map(({ width }) => width);
        assert.deepEqual(
          widths,
          [...widths].sort((x, y) => y - x),
        );
      }),
    ));

  it('hold one text where others would change its result', async () => {
    const graph = new SumGraph();
    await sums(graph, [[1, 2], [3], [4, 5]], { alone: true, padId: 0 });
    assert.deepEqual(
      graph.batches.map(({ rows }) => rows),
      [1, 1, 1],
    );
  });

  it('hold texts of equal length only, where the filler is not known', () =>
    fc.assert(
      fc.asyncProperty(texts, async of => {
        const graph = new SumGraph();
        assert.deepEqual(await sums(graph, of, { alone: false, padId: null }), of.map(total));
        for (const { mask } of graph.batches) assert.ok(mask.every(bit => bit === 1n));
      }),
    ));

  it('are halved until memory suffices, and stay small then', async () => {
    const of = Array.from({ length: 64 }, (_, i) => Array.from({ length: 8 }, (_, j) => i + j));
    const graph = new SumGraph(40);
    assert.deepEqual(await sums(graph, of), of.map(total));
    const sizes = graph.batches.map(({ rows }) => rows);
    const failed = graph.batches.filter(({ rows, width }) => rows * width > 40).length;
    assert.ok(failed >= 1 && failed <= 6, `${failed} batches were too large`);
    assert.ok(Math.max(...sizes.slice(failed)) <= 5);
  });

  it('end with a reason when memory does not suffice for one text', async () => {
    await assert.rejects(sums(new SumGraph(5), [[1, 2, 3, 4, 5, 6]]), (error: unknown) => {
      assert.ok(error instanceof OnnxError);
      assert.match(error.message, /single text of 6 tokens/);
      return true;
    });
  });

  it('pass on what else goes wrong', async () => {
    const graph = new SumGraph();
    graph.run = () => Promise.reject(new Error('no such kernel'));
    await assert.rejects(sums(graph, [[1]]), /no such kernel/);
  });

  it('stop between two batches when they are cancelled', async () => {
    const graph = new SumGraph();
    const stop = new AbortController();
    const run = runBatches(
      graph,
      Array.from({ length: 100 }, (_, i) => tokensOf([i])),
      { alone: true, padId: 0 },
      { signal: stop.signal, onResult: text => text === 3 && stop.abort(new Error('enough')) },
    );
    await assert.rejects(run, /enough/);
    assert.equal(graph.batches.length, 4);
  });

  it('report the share of tokens done, up to 1', async () => {
    const shares: number[] = [];
    await runBatches(
      new SumGraph(),
      [tokensOf([1, 2, 3]), tokensOf([1])],
      { alone: true, padId: 0 },
      { onResult: () => undefined, onProgress: share => void shares.push(share) },
    );
    assert.deepEqual(shares, [0.75, 1]);
  });
});

describe('what ONNX Runtime says', () => {
  it('is known for memory that ran out, and not mistaken for it', () => {
    for (const text of [
      'Failed to allocate memory for requested buffer of size 1234',
      'CUDA failure 2: out of memory ; GPU=0',
      'std::bad_alloc',
      'Available memory of 12 is smaller than requested bytes of 34',
    ]) {
      assert.equal(isOutOfMemory(new Error(text)), true, text);
    }
    assert.equal(isOutOfMemory(new Error('Got invalid dimensions for input: input_ids')), false);
  });

  it('is shown without its source files', () => {
    const text =
      '/onnxruntime_src/onnxruntime/core/providers/webgpu/webgpu_context.cc:136 onnxruntime::webgpu::WebGpuContext::Initialize(const onnxruntime::webgpu::WebGpuContextConfig&)::<lambda()> adapter_result.status was false. Failed to get a WebGPU adapter: No supported adapters\n\nmore';
    assert.equal(
      plainReason(new Error(text)),
      'adapter_result.status was false. Failed to get a WebGPU adapter: No supported adapters',
    );
  });
});
