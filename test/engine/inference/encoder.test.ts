import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import type { EncoderRecipe } from '../../../src/models/installedModel.ts';
import { Encoder, type EncoderModel } from '../../../src/reward/encoder/encoder.ts';
import { modelMembers } from '../../../src/reward/members/modelMembers.ts';
import type { Graph } from '../../../src/reward/onnx/graph.ts';
import type { Place } from '../../../src/reward/onnx/modelRows.ts';
import { openGraph } from '../../../src/reward/onnx/openGraph.ts';
import { tinySize } from '../../support/tinyOnnx.ts';
import { opinionOf, pairs, texts, useTinyModels, words } from './tinyModels.ts';

const vector = (values: Float32Array, i: number): Float32Array => values.subarray(i * tinySize, (i + 1) * tinySize);

describe('an encoder', () => {
  const tiny = useTinyModels();

  it('gives vectors of length 1 that do not depend on what else is in the batch', async () => {
    const bare: Place = { device: 'cpu', cache: null };
    const together = await new Encoder(await tiny.encoder(), bare).encode(texts);
    assert.equal(together.width, tinySize);
    let most = 0;
    for (const [i, text] of texts.entries()) {
      const alone = await new Encoder(await tiny.encoder(), bare).encode([text]);
      const mine = vector(together.values, i);
      assert.ok(Math.abs(Math.hypot(...mine) - 1) < 1e-6);
      for (const [j, value] of alone.values.entries()) most = Math.max(most, Math.abs(value - mine[j]!));
    }
    assert.ok(most < 1e-5, `vectors differ by ${most}`);
  });

  it('pools as its recipe says, and reads its prefix', async () => {
    const of = async (recipe: Partial<EncoderRecipe>, text: string): Promise<Float32Array> =>
      (await new Encoder(await tiny.encoder(recipe), tiny.place).encode([text])).values;
    const mean = await of({}, 'good cat');
    assert.notDeepEqual(await of({ pooling: 'cls' }, 'good cat'), mean);
    assert.deepEqual(await of({ prefix: 'good ' }, 'cat'), mean);
  });

  it('runs equal texts once, and known texts not at all', async () => {
    const model = await tiny.encoder();
    const first = await new Encoder(model, tiny.place).encode(['good cat', 'bad dog', 'good cat', '']);
    assert.deepEqual([first.run.texts, first.run.computed], [3, 3]);
    assert.deepEqual(vector(first.values, 0), vector(first.values, 2));
    // No graph is opened when nothing is missing.
    const closed: Place = { ...tiny.place, open: () => Promise.reject(new Error('opened')) };
    const again = await new Encoder(model, closed).encode(['', 'good cat', 'bad dog']);
    assert.deepEqual([again.run.texts, again.run.computed, again.run.device], [3, 0, 'cpu']);
    assert.deepEqual(vector(again.values, 1), vector(first.values, 0));
  });

  it('takes nothing from the cache of another recipe, file or precision', async () => {
    const model = await tiny.encoder();
    await new Encoder(model, tiny.place).encode(texts);
    const others: EncoderModel[] = [
      { ...model, recipe: { ...model.recipe, maxLength: 8 } },
      { ...model, recipe: { ...model.recipe, pooling: 'cls' } },
      { ...model, precision: 'int8' },
    ];
    for (const other of others)
      assert.equal((await new Encoder(other, tiny.place).encode(texts.slice(0, 5))).run.computed, 5);
  });

  it('counts the texts that it had to cut, also those from the cache', async () => {
    const model = await tiny.encoder({ maxLength: 10 });
    const of = ['good cat', 'the '.repeat(50), 'a '.repeat(9)];
    assert.equal((await new Encoder(model, tiny.place).encode(of)).run.truncated, 2);
    assert.equal((await new Encoder(model, tiny.place).encode(of)).run.truncated, 2);
  });

  it('gives the same vectors when memory runs out and batches are halved', async () => {
    const model = await tiny.encoder();
    const tight: Place = {
      device: 'cpu',
      cache: null,
      open: async (...args): Promise<Graph> => {
        const graph = await openGraph(...args);
        return {
          provider: graph.provider,
          why: graph.why,
          close: () => graph.close(),
          run: batch =>
            batch.rows * batch.width > 70
              ? Promise.reject(new Error('CUDA failure 2: out of memory'))
              : graph.run(batch),
        };
      },
    };
    const all = await new Encoder(model, { device: 'cpu', cache: null }).encode(texts);
    const halved = await new Encoder(model, tight).encode(texts);
    for (const [i, value] of halved.values.entries()) assert.ok(Math.abs(value - all.values[i]!) < 1e-5);
  });

  it('goes on with the CPU where a GPU takes the graph and then fails on it', async () => {
    const model = await tiny.encoder();
    const failing: Place = {
      device: 'auto',
      cache: join(tiny.folder.path, 'cache'),
      open: async (what, machine, ...rest) => {
        const graph = await openGraph(what, { ...machine, device: 'cpu' }, ...rest);
        if (machine.device === 'cpu') return graph;
        const run = () => Promise.reject(new Error('device lost'));
        return { provider: 'webgpu', why: '', run, close: () => graph.close() };
      },
    };
    const { run, values } = await new Encoder(model, failing).encode(texts);
    assert.equal(run.device, 'cpu');
    assert.match(run.why, /webgpu: failed while it ran \(device lost\)/);
    const right = await new Encoder(model, { device: 'cpu', cache: null }).encode(texts);
    assert.deepEqual(values, right.values);
  });

  it('stops when it is cancelled, and what was done is kept', async () => {
    const model = { ...(await tiny.encoder()), precision: 'int8' as const };
    const stop = new AbortController();
    const run = new Encoder(model, tiny.place).encode(texts, {
      signal: stop.signal,
      onProgress: share => share > 0.4 && stop.abort(new Error('enough')),
    });
    await assert.rejects(run, /enough/);
    const { run: rest } = await new Encoder(model, tiny.place).encode(texts);
    assert.ok(rest.computed > 0 && rest.computed < rest.texts, `${rest.computed} of ${rest.texts} computed`);
  });

  it('says which device it got and why not another', async () => {
    const { run } = await new Encoder(await tiny.encoder(), { device: 'auto', cache: null }).encode(['cat']);
    if (run.device === 'cpu' && process.platform === 'linux') assert.match(run.why, /CUDA: .+; WebGPU: ./);
    const int8 = { ...(await tiny.encoder()), precision: 'int8' as const };
    const quantised = await new Encoder(int8, { device: 'auto', cache: null }).encode(['cat']);
    assert.equal(quantised.run.device, 'cpu');
    assert.match(quantised.run.why, /fp32 file/);
  });

  it('encodes only what changed after ten edits', async () => {
    const model = await tiny.encoder();
    const many = pairs(...texts.map((text, i) => [`why ${words[i % 10]}`, text, `${text} no`] as const));
    const run = async (comparisons: readonly Comparison[]) => {
      const [head] = modelMembers([model], tiny.place);
      const opinion = await opinionOf(head!, comparisons);
      assert.ok(opinion.margins !== null && opinion.run !== undefined);
      return opinion.run;
    };
    const first = await run(many);
    assert.equal(first.computed, first.texts);
    const edited = many.map((comparison, i) =>
      i < 10
        ? { ...comparison, a: { messages: [{ role: 'assistant', content: `${texts[i]} edited ${i}` }] } }
        : comparison,
    );
    const second = await run(edited);
    console.log(`      ${second.computed} of ${second.texts} texts encoded after ten edits`);
    assert.equal(second.computed, 10);
    assert.equal((await run(many)).computed, 0);
  });

  it('leaves no temporary files', async () => {
    await new Encoder(await tiny.encoder(), tiny.place).encode(texts);
    const left = readdirSync(tiny.place.cache!, { recursive: true, encoding: 'utf8' }).filter(name =>
      name.endsWith('.tmp'),
    );
    assert.deepEqual(left, []);
  });
});
