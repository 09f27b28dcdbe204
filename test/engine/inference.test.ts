import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Comparison } from '../../src/dataset/comparison.ts';
import type { EncoderRecipe, InstalledModel, ModelFile, RewardRecipe } from '../../src/models/installedModel.ts';
import { Encoder, type EncoderModel } from '../../src/reward/encoder/encoder.ts';
import { modelMembers } from '../../src/reward/members/modelMembers.ts';
import { type PairwiseModelFiles, pairwiseMember } from '../../src/reward/members/pairwiseMember.ts';
import { zeroShotMember } from '../../src/reward/members/zeroShotMember.ts';
import type { Graph } from '../../src/reward/onnx/graph.ts';
import type { Place } from '../../src/reward/onnx/modelRows.ts';
import { openGraph } from '../../src/reward/onnx/openGraph.ts';
import type { RewardModelFiles } from '../../src/reward/onnx/rewardTexts.ts';
import type { Opinion, RewardModel } from '../../src/reward/rewardModel.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { tinyModel, tinySize } from '../support/tinyOnnx.ts';

const encoder: EncoderRecipe = { kind: 'encoder', pooling: 'mean', prefix: '', maxLength: 64 };
const reward: RewardRecipe = {
  kind: 'reward',
  template: { kind: 'pair' },
  maxLength: 64,
  keep: 'start',
  objectives: [{ name: 'reward', weight: 1 }],
};
const words = ['good', 'bad', 'long', 'short', 'cat', 'dog', 'the', 'answer', 'why', 'yes'];
const texts = Array.from({ length: 60 }, (_, i) =>
  Array.from({ length: 1 + ((i * 7) % 31) }, (_, j) => words[(i * i + 3 * j) % words.length]).join(' '),
);

function pairs(...sides: readonly (readonly [prompt: string, a: string, b: string])[]): Comparison[] {
  return sides.map(([prompt, a, b], row) => ({
    row,
    line: row + 1,
    key: String(row),
    prompt: [{ role: 'user', content: prompt }],
    a: { messages: [{ role: 'assistant', content: a }] },
    b: { messages: [{ role: 'assistant', content: b }] },
    label: 'a',
    annotations: [],
    positioned: false,
    fields: {},
  }));
}

function opinionOf(member: RewardModel, comparisons: readonly Comparison[], signal?: AbortSignal): Promise<Opinion> {
  const folds = { count: 2, of: Uint8Array.from(comparisons, (_, i) => i % 2) };
  return member.margins({
    comparisons,
    labels: new Int8Array(comparisons.length).fill(1),
    textFolds: folds,
    pairFolds: folds,
    seed: 0,
    ...(signal ? { signal } : {}),
  });
}

async function marginsOf(member: RewardModel, comparisons: readonly Comparison[]): Promise<Float64Array> {
  const opinion = await opinionOf(member, comparisons);
  assert.ok(opinion.margins !== null, 'why' in opinion ? opinion.why : '');
  return opinion.margins;
}

async function whyNot(member: RewardModel, comparisons = pairs(['why', 'good cat', 'bad dog'])): Promise<string> {
  const opinion = await opinionOf(member, comparisons);
  assert.ok(opinion.margins === null, 'the member has an opinion');
  return opinion.why;
}

/** A file of a model that was added as it is, but is not what it should be. */
function written(folder: string, path: string, content: string): ModelFile {
  writeFileSync(join(folder, path), content);
  return { path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

describe('inference with ONNX Runtime', () => {
  let folder: TemporaryFolder;
  let place: Place;
  beforeEach(() => {
    folder = temporaryFolder();
    place = { device: 'cpu', cache: join(folder.path, 'cache') };
  });
  afterEach(() => folder.remove());

  const tinyEncoder = async (recipe: Partial<EncoderRecipe> = {}): Promise<EncoderModel> =>
    (await tinyModel(
      join(folder.path, 'model'),
      { kind: 'encoder' },
      { recipe: { ...encoder, ...recipe } },
    )) as EncoderModel;
  const tinyReward = async (recipe: Partial<RewardRecipe> = {}, logits = 1): Promise<RewardModelFiles> =>
    (await tinyModel(
      join(folder.path, 'reward'),
      { kind: 'reward', logits },
      { recipe: { ...reward, ...recipe } },
    )) as RewardModelFiles;
  const vector = (values: Float32Array, i: number): Float32Array => values.subarray(i * tinySize, (i + 1) * tinySize);

  describe('an encoder', () => {
    it('gives vectors of length 1 that do not depend on what else is in the batch', async () => {
      const bare: Place = { device: 'cpu', cache: null };
      const together = await new Encoder(await tinyEncoder(), bare).encode(texts);
      assert.equal(together.width, tinySize);
      let most = 0;
      for (const [i, text] of texts.entries()) {
        const alone = await new Encoder(await tinyEncoder(), bare).encode([text]);
        const mine = vector(together.values, i);
        assert.ok(Math.abs(Math.hypot(...mine) - 1) < 1e-6);
        for (const [j, value] of alone.values.entries()) most = Math.max(most, Math.abs(value - mine[j]!));
      }
      assert.ok(most < 1e-5, `vectors differ by ${most}`);
    });

    it('pools as its recipe says, and reads its prefix', async () => {
      const of = async (recipe: Partial<EncoderRecipe>, text: string): Promise<Float32Array> =>
        (await new Encoder(await tinyEncoder(recipe), place).encode([text])).values;
      const mean = await of({}, 'good cat');
      assert.notDeepEqual(await of({ pooling: 'cls' }, 'good cat'), mean);
      assert.deepEqual(await of({ prefix: 'good ' }, 'cat'), mean);
    });

    it('runs equal texts once, and known texts not at all', async () => {
      const model = await tinyEncoder();
      const first = await new Encoder(model, place).encode(['good cat', 'bad dog', 'good cat', '']);
      assert.deepEqual([first.run.texts, first.run.computed], [3, 3]);
      assert.deepEqual(vector(first.values, 0), vector(first.values, 2));
      // No graph is opened when nothing is missing.
      const closed: Place = { ...place, open: () => Promise.reject(new Error('opened')) };
      const again = await new Encoder(model, closed).encode(['', 'good cat', 'bad dog']);
      assert.deepEqual([again.run.texts, again.run.computed, again.run.device], [3, 0, 'cpu']);
      assert.deepEqual(vector(again.values, 1), vector(first.values, 0));
    });

    it('takes nothing from the cache of another recipe, file or precision', async () => {
      const model = await tinyEncoder();
      await new Encoder(model, place).encode(texts);
      const others: EncoderModel[] = [
        { ...model, recipe: { ...encoder, maxLength: 8 } },
        { ...model, recipe: { ...encoder, pooling: 'cls' } },
        { ...model, precision: 'int8' },
      ];
      for (const other of others)
        assert.equal((await new Encoder(other, place).encode(texts.slice(0, 5))).run.computed, 5);
    });

    it('counts the texts that it had to cut, also those from the cache', async () => {
      const model = await tinyEncoder({ maxLength: 10 });
      const of = ['good cat', 'the '.repeat(50), 'a '.repeat(9)];
      assert.equal((await new Encoder(model, place).encode(of)).run.truncated, 2);
      assert.equal((await new Encoder(model, place).encode(of)).run.truncated, 2);
    });

    it('gives the same vectors when memory runs out and batches are halved', async () => {
      const model = await tinyEncoder();
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
      const model = await tinyEncoder();
      const failing: Place = {
        device: 'auto',
        cache: join(folder.path, 'cache'),
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
      const model = { ...(await tinyEncoder()), precision: 'int8' as const };
      const stop = new AbortController();
      const run = new Encoder(model, place).encode(texts, {
        signal: stop.signal,
        onProgress: share => share > 0.4 && stop.abort(new Error('enough')),
      });
      await assert.rejects(run, /enough/);
      const { run: rest } = await new Encoder(model, place).encode(texts);
      assert.ok(rest.computed > 0 && rest.computed < rest.texts, `${rest.computed} of ${rest.texts} computed`);
    });

    it('says which device it got and why not another', async () => {
      const { run } = await new Encoder(await tinyEncoder(), { device: 'auto', cache: null }).encode(['cat']);
      if (run.device === 'cpu' && process.platform === 'linux') assert.match(run.why, /CUDA: .+; WebGPU: ./);
      const int8 = { ...(await tinyEncoder()), precision: 'int8' as const };
      const quantised = await new Encoder(int8, { device: 'auto', cache: null }).encode(['cat']);
      assert.equal(quantised.run.device, 'cpu');
      assert.match(quantised.run.why, /fp32 file/);
    });
  });

  describe('a reward model', () => {
    const comparisons = pairs(
      ['why', 'good cat', 'bad dog'],
      ['is the cat good', 'yes', 'no the cat is bad'],
      ['why', 'bad dog', 'good cat'],
      ['why', 'yes', 'yes'],
    );

    it('gives r(a) - r(b), the negative when the sides change places, and 0 for equal texts', async () => {
      const margins = await marginsOf(zeroShotMember(await tinyReward(), place), comparisons);
      assert.ok(Math.abs(margins[0]!) > 1e-3);
      assert.equal(margins[2], -margins[0]!);
      assert.equal(margins[3], 0);
    });

    it('sums its objectives by weight, and says what each contributed', async () => {
      const objectives = [
        { name: 'helpful', weight: 2 },
        { name: 'long', weight: -0.5 },
        { name: 'unused', weight: 0 },
      ];
      const member = zeroShotMember(await tinyReward({ objectives }, 3), place);
      const opinion = await opinionOf(member, comparisons);
      assert.ok(opinion.margins !== null);
      const { margins, objectives: parts = [] } = opinion;
      assert.deepEqual(
        parts.map(({ name }) => name),
        ['helpful', 'long', 'unused'],
      );
      for (const [i, margin] of margins.entries()) {
        const sum = parts.reduce((total, part) => total + part.margins[i]!, 0);
        assert.ok(Math.abs(sum - margin) < 1e-9);
      }
      assert.ok(parts[2]!.margins.every(value => value === 0));
      const alone = zeroShotMember(
        await tinyReward({ objectives: objectives.map(o => ({ ...o, weight: o.name === 'helpful' ? 1 : 0 })) }, 3),
        place,
      );
      assert.ok(Math.abs(2 * (await marginsOf(alone, comparisons))[0]! - parts[0]!.margins[0]!) < 1e-6);
    });

    it('reads its own template: pair, text or chat', async () => {
      const chat = '{% for m in messages %}{{ m.role[0] }} {{ m.content }} {% endfor %}';
      const templates: RewardRecipe['template'][] = [
        { kind: 'pair' },
        { kind: 'text', text: 'question {prompt} answer {response}' },
        { kind: 'chat', template: chat },
      ];
      const all = [];
      for (const template of templates) {
        all.push((await marginsOf(zeroShotMember(await tinyReward({ template }), place), comparisons))[0]!);
      }
      assert.equal(new Set(all.map(value => value.toFixed(6))).size, 3);
    });

    it('has no opinion where its chat template refuses the conversation, and says so where it refuses all', async () => {
      const strict =
        "{% if messages[0].content == 'why' %}{{ raise_exception('no why') }}{% endif %}{{ messages[1].content }}";
      const member = zeroShotMember(await tinyReward({ template: { kind: 'chat', template: strict } }), place);
      const margins = await marginsOf(member, comparisons);
      assert.deepEqual(Array.from(margins, Number.isNaN), [true, false, true, true]);
      assert.match(await whyNot(member), /chat template refuses the conversation/);
    });

    it('that compares two responses is run in both orders', async () => {
      const model = (logits: 1 | 2) =>
        tinyModel(
          join(folder.path, `pair${logits}`),
          { kind: 'ordered', logits },
          {
            recipe: {
              kind: 'pairwise',
              template: { kind: 'text', text: '{prompt} a {a} b {b}' },
              maxLength: 64,
              keep: 'start',
              logits,
            },
          },
        ) as Promise<PairwiseModelFiles>;
      for (const logits of [1, 2] as const) {
        const margins = await marginsOf(pairwiseMember(await model(logits), place), comparisons);
        assert.ok(Math.abs(margins[0]!) > 1e-3);
        assert.equal(margins[2], -margins[0]!);
        assert.equal(margins[3], 0, 'what is said only because of the order cancels out');
      }
      const blind = {
        ...(await model(1)),
        recipe: { ...(await model(1)).recipe, template: { kind: 'pair' as const } },
      };
      assert.match(await whyNot(pairwiseMember(blind, place)), /needs a text template/);
    });
  });

  describe('a model that cannot be run costs its own voice only, with a reason', () => {
    const member = async (model: InstalledModel): Promise<RewardModel> => {
      const [first] = modelMembers([model], place);
      return first!;
    };

    it('because its file changed', async () => {
      const model = await tinyReward();
      appendFileSync(join(model.folder, 'model.onnx'), 'x');
      assert.match(await whyNot(await member(model)), /not the one that was added/);
    });

    it('because a file is missing', async () => {
      const model = await tinyReward();
      assert.match(
        await whyNot(await member({ ...model, graph: { ...model.graph, path: 'gone.onnx' } })),
        /is missing/,
      );
    });

    it('because its file is no graph', async () => {
      const model = await tinyReward();
      const graph = written(model.folder, 'model.onnx', 'this is not a graph');
      assert.match(
        await whyNot(await member({ ...model, graph })),
        /no device runs the graph \(CPU: .*Protobuf parsing failed/,
      );
    });

    it('because its tokenizer is none', async () => {
      const model = await tinyReward();
      const tokenizer = written(model.folder, 'tokenizer.json', '{}');
      assert.match(await whyNot(await member({ ...model, tokenizer })), /tokenizer\.json can't be used/);
    });

    it('because it wants inputs that no text has', async () => {
      const model = await tinyModel(join(folder.path, 'wrong'), { kind: 'wrong', what: 'input' }, { recipe: reward });
      assert.match(await whyNot(await member(model)), /"pixel_values", which is not known/);
    });

    it('because it has no such output', async () => {
      const model = await tinyModel(join(folder.path, 'wrong'), { kind: 'wrong', what: 'output' }, { recipe: reward });
      assert.match(await whyNot(await member(model)), /no output named "logits" \(it has "pixels", "sounds"\)/);
    });

    it('because its output has another shape', async () => {
      const model = await tinyModel(join(folder.path, 'wrong'), { kind: 'wrong', what: 'shape' }, { recipe: reward });
      assert.match(await whyNot(await member(model)), /shape \[\d+, 1, 8\].*2 dimensions/);
    });

    it('because it gives another number of logits', async () => {
      const model = await tinyReward({}, 3);
      assert.match(await whyNot(await member(model)), /3 logits a text, and the recipe says 1/);
    });
  });

  it('encodes only what changed after ten edits', async () => {
    const model = await tinyEncoder();
    const many = pairs(...texts.map((text, i) => [`why ${words[i % 10]}`, text, `${text} no`] as const));
    const run = async (comparisons: readonly Comparison[]) => {
      const [head] = modelMembers([model], place);
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
    await new Encoder(await tinyEncoder(), place).encode(texts);
    const left = readdirSync(place.cache!, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.tmp'));
    assert.deepEqual(left, []);
  });
});
