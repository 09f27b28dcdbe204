import { join } from 'node:path';
import { keptNonce } from '../../audit/keptNonce.ts';
import { readAll } from '../../audit/readAll.ts';
import { readOnly } from '../../audit/readOnly.ts';
import { remaining } from '../../audit/remaining.ts';
import { sentenceEncoder } from '../../audit/sentenceEncoder.ts';
import { loadVoted, ownVotedPath, storeVoted, votedPath } from '../../audit/votedStore.ts';
import type { Comparison } from '../../dataset/comparison.ts';
import { ApiKey } from '../../llm/apiKey.ts';
import { endpointOf } from '../../llm/endpoint.ts';
import { type AskingOptions, type OpenedModel, openModel, openOver } from '../../llm/openModel.ts';
import { free } from '../../llm/wrap/spending.ts';
import { labelled } from '../../principles/labelled.ts';
import { addEstimates, estimateRun } from '../../principles/model/estimateRun.ts';
import { fitContext } from '../../principles/model/fitContext.ts';
import { type ModelPrinciples, modelPrinciples } from '../../principles/model/modelPrinciples.ts';
import { reportInWords } from '../../principles/model/modelReport.ts';
import { sampleRows } from '../../principles/model/sampleRows.ts';
import { type ModelSettings, usualSettings } from '../../principles/model/settings.ts';
import type { PrinciplesEstimate } from '../../protocol/languageModels.ts';
import { ownRules } from '../languageModels/ownRules.ts';
import { portModel } from '../languageModels/portModel.ts';
import { openTaskFile } from '../openTaskFile.ts';
import type { PrinciplesBatch, PrinciplesTask } from '../taskTypes/principles.ts';
import { basisRows } from './basisRows.ts';

/** Shares of a run, for its progress: from, and how much. */
const stages: Readonly<Record<string, readonly [from: number, share: number]>> = {
  Calibrating: [0.02, 0.1],
  Proposing: [0.12, 0.13],
  Voting: [0.25, 0.5],
  Judging: [0.75, 0.25],
};
/** Milliseconds that answers under way are waited for when a run stops: they may be paid for. */
const lastAnswers = 20_000;
const pollEvery = 100;

/** Reads the file, and asks the model or estimates what asking it takes. */
export async function principlesTask(
  task: PrinciplesTask,
  post: (batch: PrinciplesBatch) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const flag = new Int32Array(task.stop);
  const timer = setInterval(() => {
    if (Atomics.load(flag, 0) === 1) stop.abort(new Error('The language model was stopped.'));
  }, pollEvery);
  try {
    const reading = await readComparisons(task, stop.signal);
    if (task.estimateOnly) await post({ kind: 'estimate', estimate: estimateOf(reading, task) });
    else await ask(task, reading, stop.signal, post);
  } finally {
    clearInterval(timer);
    task.port?.close();
  }
}

/** What the model reads, and the outer folds in which an audit will evaluate it. */
interface Reading {
  readonly comparisons: readonly Comparison[];
  readonly folds: Uint8Array;
}

/** Comparisons with a choice, drawn evenly where there are too many. */
async function readComparisons({ file, basis, most, seed }: PrinciplesTask, signal: AbortSignal): Promise<Reading> {
  const dataset = await openTaskFile({ ...file, written: basis.written });
  try {
    const read = await readAll(dataset, () => undefined, signal);
    const all = remaining(basisRows(dataset, read, basis), new Map(basis.decisions));
    const { decisive, groups } = labelled(all, seed);
    const places = sampleRows(all, decisive, groups, most, seed);
    const { folds } = labelled(readOnly(all, new Set(places)), seed);
    return { comparisons: places.map(place => all[place]!), folds: Uint8Array.from(places, place => folds[place]!) };
  } finally {
    await dataset.close();
  }
}

/** Texts are cut so that questions fit into the model's context. */
function settingsOf({ model, only }: PrinciplesTask): ModelSettings {
  const wanted =
    only === null ? usualSettings : { ...usualSettings, pairs: 0, groups: 0, judge: false, candidates: only.length };
  return fitContext(wanted, model.context);
}

function estimateOf({ comparisons }: Reading, task: PrinciplesTask): PrinciplesEstimate {
  // What the model is able to is not asked before the user agrees. Of a run this small, trying out every way is the most.
  const able = { schema: true, logprobs: task.only !== null };
  const parts = Object.values(estimateRun(comparisons, able, settingsOf(task), task.only?.length));
  const { calls, input, output } = parts.reduce(addEstimates, { calls: 0, input: 0, cacheable: 0, output: 0 });
  return { comparisons: comparisons.length, calls, inputTokens: input, outputTokens: output };
}

async function ask(
  task: PrinciplesTask,
  { comparisons, folds }: Reading,
  signal: AbortSignal,
  post: (batch: PrinciplesBatch) => Promise<void>,
): Promise<void> {
  const opened = await open(task, signal);
  const suspectRows = new Set(task.suspect);
  // A calibration begins anew for each way of voting.
  let furthest = 0;
  const tokens = (): number => opened.spent().input + opened.spent().output;
  try {
    const made = await modelPrinciples(opened.model, comparisons, {
      seed: task.seed,
      nonce: await keptNonce(task.file.storage),
      settings: settingsOf(task),
      folds,
      own: task.only ?? (await ownRules(task.file.path, task.file.storage)),
      encoder: task.models === null ? null : sentenceEncoder(task.models),
      suspect: new Set(comparisons.flatMap(({ row }, place) => (suspectRows.has(row) ? [place] : []))),
      atOnce: 2 * task.atOnce,
      signal,
      onProgress: (stage, share) => {
        const [from, of] = stages[stage] ?? [0, 0];
        furthest = Math.max(furthest, from + of * share);
        const progress = { stage, share: furthest, calls: opened.spent().calls, tokens: tokens() };
        void post({ kind: 'progress', progress });
      },
    });
    const name = opened.model.name;
    if (task.only === null) {
      await storeVoted(votedPath(task.file.storage, task.file.path), comparisons, { ...made, model: name });
    } else await storeOwn(task, comparisons, made, name);
    const { calls, input, output } = opened.spent();
    await post({
      kind: 'run',
      run: {
        principles: task.only === null ? made.principles.length : votedOn(made).length,
        calls,
        kept: opened.reused(),
        inputTokens: input,
        outputTokens: output,
        notes: [...thoughts(opened), ...reportInWords(made.report)],
      },
    });
  } finally {
    await opened.close(lastAnswers);
  }
}

/** Principles that the model was asked to vote on, without those that were found in the data. */
function votedOn({ principles }: ModelPrinciples): ModelPrinciples['principles'] {
  return principles.filter(({ principle }) => principle.origin === 'user');
}

/** Keeps votes on sentences of the user's own beside those of the same model on the same comparisons. */
async function storeOwn(
  { file }: PrinciplesTask,
  comparisons: readonly Comparison[],
  made: ModelPrinciples,
  model: string,
): Promise<void> {
  const path = ownVotedPath(file.storage, file.path);
  const now = votedOn(made);
  const before = await loadVoted(path, comparisons);
  const same = before !== null && before.model === model && before.read.size === comparisons.length;
  const others = same
    ? before.principles.filter(({ principle }) => !now.some(one => one.principle.id === principle.id))
    : [];
  await storeVoted(path, comparisons, { principles: [...others, ...now], judge: null, model });
}

function thoughts({ thinks }: OpenedModel): string[] {
  return thinks ? ['This model thinks before it answers, which costs more than was estimated.'] : [];
}

function open({ model, port, file, atOnce, budget }: PrinciplesTask, signal: AbortSignal): Promise<OpenedModel> {
  const asking: AskingOptions = {
    folder: join(file.storage, 'answers'),
    limits: { concurrency: atOnce, requestsPerMinute: null, tokensPerMinute: null },
    budget: budget === null ? null : { unit: 'tokens', most: budget },
    prices: free,
  };
  if (model.kind === 'editor') return openOver(portModel(port!, model), asking, signal);
  const key = model.key === null ? null : ApiKey.of(model.key, 'The key of the language-model server');
  return openModel(
    { ...asking, endpoint: endpointOf(model.url, key), model: model.model, context: model.context },
    signal,
  );
}
