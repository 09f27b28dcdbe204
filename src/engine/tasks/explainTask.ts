import type { MessagePort } from 'node:worker_threads';
import { explainRow } from '../../audit/explainRow.ts';
import { readAll } from '../../audit/readAll.ts';
import { remaining } from '../../audit/remaining.ts';
import { labelsOf } from '../../reward/ensemble.ts';
import { Explainer } from '../../reward/explain/explainer.ts';
import { openTaskFile } from '../openTaskFile.ts';
import type { ExplainAnswer, ExplainQuestion, ExplainTask } from '../workerTask.ts';

/** Reads what the audit was of and answers questions in turn; ends only with its worker. */
export async function explainTask(task: ExplainTask, port: MessagePort): Promise<void> {
  const ready = load(task);
  let turn: Promise<void> = Promise.resolve();
  port.on('message', ({ id, judged }: ExplainQuestion) => {
    turn = turn.then(async () => port.postMessage(await answer(id, async () => (await ready)(judged))));
  });
  await new Promise<never>(() => undefined);
}

async function load({ file, originals, decisions, recipe }: ExplainTask) {
  const dataset = await openTaskFile(file);
  try {
    const rows = await readAll(dataset, () => undefined);
    for (const [row, bytes] of originals) rows[row] = dataset.parse(row, Buffer.from(bytes, 'base64'));
    const comparisons = remaining(rows, new Map(decisions));
    const places = new Map(comparisons.map((comparison, place) => [comparison.row, place]));
    const explainer = await Explainer.create(comparisons, labelsOf(comparisons), recipe);
    return (judged: ExplainQuestion['judged']) => explainRow(explainer, places, judged);
  } finally {
    await dataset.close();
  }
}

async function answer(id: number, explain: () => ReturnType<typeof explainRow>): Promise<ExplainAnswer> {
  try {
    return { id, explanation: await explain() };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
