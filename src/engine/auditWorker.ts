import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Audit, AuditProgress } from '../audit/audit.ts';
import type { AuditModels } from '../audit/auditModels.ts';
import { RowCollector } from '../audit/packed/rowCollector.ts';
import type { Judged } from '../reward/explain/explainer.ts';
import type { Explanation } from '../reward/explanation.ts';
import type { AuditBasis } from './taskTypes/auditBasis.ts';
import type { ConstitutionOrder, EvaluatedConstitution } from './taskTypes/constitution.ts';
import type { JudgeAnswer, JudgeQuestion, JudgeTask } from './taskTypes/judge.ts';
import type { TaskMessage } from './taskTypes/task.ts';
import type { TaskFile } from './taskTypes/taskFile.ts';
import { UserError } from './userError.ts';

/** How an audit is to be made. */
export interface AuditOrder {
  readonly basis: AuditBasis;
  readonly seed: number;
  readonly models: AuditModels;
  /** Nobody waits for it: the machine's other work comes first. */
  readonly background: boolean;
}

/** Milliseconds without a question after which a worker that holds at most `small` bytes is ended, and any other. */
const idle = { small: 600_000, large: 60_000 };
const small = 256e6;
/** Milliseconds that a cancelled audit may take to stop before its worker is ended. */
const grace = 5_000;

interface Waiting {
  readonly take: (answer: JudgeAnswer) => void;
  readonly fail: (reason: unknown) => void;
}

type Question = Extract<JudgeQuestion, { id: number }>;

/**
 * A worker that holds one dataset: it audits it as often as asked, each time reading only what is new, and explains rows of
 * its audits. It ends itself when nobody asks; what it held is then read again by the next one.
 */
export class AuditWorker {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  /** By which id the worker knows an audit. */
  readonly #ids = new WeakMap<Audit, number>();
  #next = 0;
  #held = 0;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(file: TaskFile) {
    this.#worker = new Worker(join(__dirname, 'worker.cjs'), {
      workerData: { kind: 'judge', file } satisfies JudgeTask,
    });
    this.#worker.unref();
    this.#worker.on('message', (message: TaskMessage<JudgeAnswer> | JudgeAnswer) => this.#take(message));
    this.#worker.on('error', error => this.end(error));
    this.#worker.on('exit', code => this.end(new Error(`The worker that audits ended with code ${code}.`)));
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** @throws the signal's reason when it is raised; UserError if the audit says why it failed */
  async audit(order: AuditOrder, signal: AbortSignal, onProgress: (progress: AuditProgress) => void): Promise<Audit> {
    const rows = new RowCollector();
    const id = this.#next++;
    const audit = await this.#ask<Audit>({ ask: 'audit', id, ...order }, signal, (answer, done) => {
      if (answer.kind === 'progress') onProgress(answer.progress);
      if (answer.kind === 'rows') for (const row of answer.rows) rows.add(row);
      if (answer.kind !== 'audited') return;
      this.#held = answer.held;
      done({ ...answer.head, rows: rows.rows });
    });
    this.#ids.set(audit, id);
    return audit;
  }

  /**
   * Explains a row of an audit.
   *
   * @param basis - what the audit was of, for one that another worker made
   * @throws the signal's reason when it is raised
   */
  explain(audit: Audit, basis: () => AuditBasis, judged: Judged, signal: AbortSignal): Promise<Explanation | null> {
    let of = this.#ids.get(audit);
    if (of === undefined) {
      of = this.#next++;
      this.#ids.set(audit, of);
      this.#post({ ask: 'load', audit: of, basis: basis(), recipe: audit.explain });
    }
    return this.#ask<Explanation | null>(
      { ask: 'explain', id: this.#next++, audit: of, judged },
      signal,
      (answer, done) => {
        if (answer.kind === 'explained') done(answer.explanation);
      },
    );
  }

  /** Evaluates a constitution that people edit. @throws the signal's reason when it is raised */
  evaluate(basis: AuditBasis, order: ConstitutionOrder, signal: AbortSignal): Promise<EvaluatedConstitution> {
    return this.#ask<EvaluatedConstitution>(
      { ask: 'constitution', id: this.#next++, basis, order },
      signal,
      (answer, done) => {
        if (answer.kind === 'evaluated') done(answer.evaluated);
      },
    );
  }

  /** Lets go of what explanations of an audit need. */
  forget(audit: Audit): void {
    const id = this.#ids.get(audit);
    if (id !== undefined) this.#post({ ask: 'forget', audit: id });
  }

  /** Ends the worker; whoever waits is told the reason. */
  end(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    for (const { fail } of [...this.#waiting.values()]) fail(reason);
    void this.#worker.terminate();
  }

  #ask<T>(
    question: Question,
    signal: AbortSignal,
    onAnswer: (answer: JudgeAnswer, done: (result: T) => void) => void,
  ): Promise<T> {
    const { id } = question;
    clearTimeout(this.#timer);
    return new Promise<T>((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const settle = (end: () => void): void => {
        signal.removeEventListener('abort', abort);
        this.#waiting.delete(id);
        this.#rest();
        end();
      };
      const abort = (): void => {
        settle(() => reject(signal.reason));
        if (question.ask === 'audit') this.#cancel(id);
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#waiting.set(id, {
        take: answer => {
          if (answer.kind === 'failed') {
            settle(() => reject(answer.forUser ? new UserError(answer.message) : new Error(answer.message)));
          } else onAnswer(answer, result => settle(() => resolve(result)));
        },
        fail: reason => settle(() => reject(reason)),
      });
      this.#post(question);
    });
  }

  /** Tells the worker to stop an audit; one that does not is ended. */
  #cancel(id: number): void {
    if (this.#ended) return;
    this.#post({ ask: 'cancel', id });
    const late = setTimeout(() => this.end(new Error('The worker that audits did not stop.')), grace);
    late.unref();
    const over = (): void => {
      clearTimeout(late);
      this.#waiting.delete(id);
      this.#rest();
    };
    this.#waiting.set(id, {
      // An audit that was done already has ended, too.
      take: ({ kind }) => (kind === 'failed' || kind === 'audited') && over(),
      fail: over,
    });
  }

  #take(message: TaskMessage<JudgeAnswer> | JudgeAnswer): void {
    if ('id' in message) {
      this.#waiting.get(message.id)?.take(message);
      return;
    }
    if (message.kind === 'failed') this.end(new Error(message.message));
    if (message.kind !== 'batch') return;
    this.#waiting.get(message.batch.id)?.take(message.batch);
    this.#worker.postMessage('taken');
  }

  #post(question: JudgeQuestion): void {
    this.#worker.postMessage(question);
  }

  #rest(): void {
    if (this.#waiting.size > 0 || this.#ended) return;
    clearTimeout(this.#timer);
    const wait = this.#held <= small ? idle.small : idle.large;
    this.#timer = setTimeout(() => this.end(new Error('The worker that audits was ended.')), wait);
    this.#timer.unref();
  }
}
