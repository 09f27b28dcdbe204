import { MessageChannel } from 'node:worker_threads';
import { CancellationTokenSource, ResponseError } from 'vscode-jsonrpc';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import {
  askEditorModelRequest,
  type EstimateParams,
  type ExtractParams,
  editorModelRefusedCode,
  type PrinciplesEstimate,
  type PrinciplesProgress,
  type PrinciplesRun,
} from '../../protocol/languageModels.ts';
import { addedOf, originalsOf } from '../auditWorkers.ts';
import { chosenModels } from '../chosenModels.ts';
import type { OpenDocument } from '../openDocument.ts';
import { editingOf } from '../principles/editing.ts';
import { runTask } from '../runTask.ts';
import type { PrinciplesBatch, PrinciplesTask } from '../taskTypes/principles.ts';
import { UserError } from '../userError.ts';
import { servePort } from './portModel.ts';

type Asked = Pick<
  PrinciplesTask,
  'model' | 'port' | 'seed' | 'budget' | 'most' | 'atOnce' | 'models' | 'estimateOnly' | 'only'
>;

/** Estimates what a run takes, in a worker; nothing is asked. */
export async function estimatePrinciples(
  doc: OpenDocument,
  { model, seed, most, notVoted }: EstimateParams,
  signal: AbortSignal,
): Promise<PrinciplesEstimate> {
  let estimate: PrinciplesEstimate | null = null;
  const only = notVoted === true ? await sentences(doc, seed) : null;
  const asked: Asked = {
    model,
    port: null,
    seed,
    budget: null,
    most,
    atOnce: 1,
    models: null,
    estimateOnly: true,
    only,
  };
  await run(doc, asked, signal, batch => {
    if (batch.kind === 'estimate') estimate = batch.estimate;
  });
  return estimate!;
}

/**
 * Has a model propose and vote, in a worker. What it answered is kept as it comes, and what is on its way when it is stopped
 * is waited for.
 *
 * @throws UserError where the model gives no answers, or the budget is spent
 */
export async function extractPrinciples(
  doc: OpenDocument,
  { model, seed, most, atOnce, budget, members = {}, notVoted }: ExtractParams,
  connection: MessageConnection,
  signal: AbortSignal,
  onProgress: (progress: PrinciplesProgress) => void,
): Promise<PrinciplesRun> {
  const only = notVoted === true ? await sentences(doc, seed) : null;
  const models = await chosenModels(doc, members);
  const channel = model.kind === 'editor' ? new MessageChannel() : null;
  if (channel !== null && model.kind === 'editor') serveEditorModel(channel.port1, model.id, connection);
  const port = channel?.port2 ?? null;
  const asked: Asked = { model, port, seed, budget, most, atOnce, models, estimateOnly: false, only };
  let result: PrinciplesRun | null = null;
  try {
    await run(doc, asked, signal, batch => {
      if (batch.kind === 'progress') onProgress(batch.progress);
      if (batch.kind === 'run') result = batch.run;
    });
  } finally {
    channel?.port1.close();
  }
  if (only !== null) editingOf(doc).modelVoted(only);
  return result!;
}

/** Sentences of the edited constitution that wait for votes. @throws UserError where there are none */
async function sentences(doc: OpenDocument, seed: number): Promise<string[]> {
  const waiting = await editingOf(doc).notVoted(seed);
  if (waiting.length > 0) return waiting;
  throw new UserError('Every rule of the constitution has votes. Add a sentence of your own first.');
}

async function run(
  doc: OpenDocument,
  asked: Asked,
  signal: AbortSignal,
  onBatch: (batch: PrinciplesBatch) => void,
): Promise<void> {
  const stop = new SharedArrayBuffer(4);
  const over = AbortSignal.any([signal, doc.closing, doc.reloading]);
  // Not by ending the worker: answers that are on their way may be paid for.
  const raise = (): void => void Atomics.store(new Int32Array(stop), 0, 1);
  if (over.aborted) raise();
  over.addEventListener('abort', raise, { once: true });
  const suspect =
    doc.audit?.rows.flatMap(({ row, findings }) =>
      findings.some(({ kind }) => kind === 'mislabeled' || kind === 'suspect') ? [row] : [],
    ) ?? [];
  const basis = {
    decisions: [...doc.decisions],
    originals: originalsOf(doc),
    added: addedOf(doc),
    written: doc.written,
  };
  const task: PrinciplesTask = { kind: 'principles', file: doc.file, basis, suspect, stop, ...asked };
  try {
    await runTask<PrinciplesBatch>(
      task,
      { onBatch },
      new AbortController().signal,
      task.port === null ? [] : [task.port],
    );
  } catch (error) {
    over.throwIfAborted();
    throw error;
  }
  over.throwIfAborted();
}

/** Passes a worker's questions on to the host, which has the editor's models. */
function serveEditorModel(port: MessageChannel['port1'], id: string, connection: MessageConnection): void {
  servePort(
    port,
    async (ask, signal) => {
      const token = new CancellationTokenSource();
      signal.addEventListener('abort', () => token.cancel(), { once: true });
      return connection.sendRequest(askEditorModelRequest, { id, ask }, token.token);
    },
    error => (error instanceof ResponseError && error.code === editorModelRefusedCode ? 'refused' : 'busy'),
  );
}
