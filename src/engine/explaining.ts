import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Audit } from '../audit/audit.ts';
import { decisionOf } from '../audit/decide.ts';
import { judgedRow } from '../audit/explainRow.ts';
import type { Judged } from '../reward/explain/explainer.ts';
import type { Explanation } from '../reward/explanation.ts';
import type { OpenDocument } from './openDocument.ts';
import type { ExplainAnswer, ExplainQuestion, ExplainTask } from './workerTask.ts';

/** Milliseconds without a question after which the worker, which holds the dataset's features, is ended. */
const idle = 60_000;

/** One worker per audit, while somebody asks. */
const workers = new WeakMap<Audit, ExplainWorker>();

/**
 * Why the ensemble judged a row as it did; null before the first audit and for rows that it did not judge.
 *
 * @throws the signal's reason if the caller cancels
 */
export async function explain(doc: OpenDocument, row: number, signal: AbortSignal): Promise<Explanation | null> {
  const { audit } = doc;
  const judged = audit === null ? null : judgedRow(audit, row);
  if (audit === null || judged === null) return null;
  const before = workers.get(audit);
  const worker = before === undefined || before.ended ? new ExplainWorker(taskOf(doc, audit)) : before;
  workers.set(audit, worker);
  return worker.ask(judged, AbortSignal.any([signal, doc.closing, doc.reloading]));
}

function taskOf(doc: OpenDocument, { explain: recipe }: Audit): ExplainTask {
  return {
    kind: 'explain',
    file: doc.file,
    decisions: [...doc.auditedDecisions].map(([row, signature]) => [row, decisionOf(signature)]),
    originals: [...doc.touched.entries()].map(([row, { bytes }]) => [row, bytes.toString('base64')]),
    recipe,
  };
}

/** A worker that keeps what explanations need, and ends itself when nobody asks. */
class ExplainWorker {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { answer(a: ExplainAnswer): void; fail(reason: unknown): void }>();
  #next = 0;
  #timer: NodeJS.Timeout | undefined;
  ended = false;

  constructor(task: ExplainTask) {
    this.#worker = new Worker(join(__dirname, 'worker.cjs'), { workerData: task });
    this.#worker.unref();
    this.#worker.on('message', (answer: ExplainAnswer) => this.#waiting.get(answer.id)?.answer(answer));
    this.#worker.on('error', error => this.#end(error));
    this.#worker.on('exit', code => this.#end(new Error(`The worker that explains ended with code ${code}.`)));
  }

  ask(judged: Judged, signal: AbortSignal): Promise<Explanation | null> {
    const id = this.#next++;
    clearTimeout(this.#timer);
    return new Promise<Explanation | null>((resolve, reject) => {
      const abort = (): void => this.#waiting.get(id)?.fail(signal.reason);
      const settle = (end: () => void): void => {
        signal.removeEventListener('abort', abort);
        this.#waiting.delete(id);
        this.#rest();
        end();
      };
      this.#waiting.set(id, {
        answer: a => settle(() => ('error' in a ? reject(new Error(a.error)) : resolve(a.explanation))),
        fail: reason => settle(() => reject(reason)),
      });
      if (signal.aborted) return abort();
      signal.addEventListener('abort', abort, { once: true });
      this.#worker.postMessage({ id, judged } satisfies ExplainQuestion);
    });
  }

  #rest(): void {
    if (this.#waiting.size > 0 || this.ended) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(new Error('The worker that explains was ended.')), idle);
    this.#timer.unref();
  }

  #end(reason: Error): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.#timer);
    for (const { fail } of [...this.#waiting.values()]) fail(reason);
    void this.#worker.terminate();
  }
}
