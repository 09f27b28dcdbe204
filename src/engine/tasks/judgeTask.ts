import type { MessagePort } from 'node:worker_threads';
import type { Audit } from '../../audit/audit.ts';
import { isForUser } from '../isForUser.ts';
import type { JudgeAnswer, JudgeQuestion, JudgeTask } from '../taskTypes/judge.ts';
import { stepBack } from './stepBack.ts';
import { Workplace } from './workplace.ts';

type AuditQuestion = Extract<JudgeQuestion, { ask: 'audit' }>;
type ExplainQuestion = Extract<JudgeQuestion, { ask: 'explain' }>;

const batchSize = 256;

/** Answers questions about a dataset; ends only with its worker. */
export function judgeTask(
  task: JudgeTask,
  port: MessagePort,
  postBatch: (answer: JudgeAnswer) => Promise<void>,
): Promise<never> {
  const place = new Workplace(task.file);
  const running = new Map<number, AbortController>();
  let turn: Promise<void> = Promise.resolve();
  const post = (answer: JudgeAnswer): void => port.postMessage(answer);

  const audit = async ({ id, basis, seed, models, background }: AuditQuestion, signal: AbortSignal): Promise<void> => {
    if (background) stepBack();
    const options = { seed, models, signal, id };
    const made: Audit = await place.audit(basis, options, progress => post({ id, kind: 'progress', progress }));
    const { rows, ...head } = made;
    for (let start = 0; start < rows.length; start += batchSize) {
      signal.throwIfAborted();
      await postBatch({ id, kind: 'rows', rows: rows.slice(start, start + batchSize) });
    }
    post({ id, kind: 'audited', head, held: place.held });
  };
  const explain = async ({ id, audit: of, judged }: ExplainQuestion): Promise<void> => {
    post({ id, kind: 'explained', explanation: await place.explain(of, judged) });
  };
  const orSay = async (id: number, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      post({ id, kind: 'failed', message, forUser: isForUser(error) });
    }
  };

  port.on('message', (question: JudgeQuestion | 'taken') => {
    if (question === 'taken') return;
    switch (question.ask) {
      case 'audit': {
        const stop = new AbortController();
        running.set(question.id, stop);
        turn = turn.then(() => orSay(question.id, () => audit(question, stop.signal)));
        turn.then(() => running.delete(question.id));
        break;
      }
      case 'explain':
        void orSay(question.id, () => explain(question));
        break;
      case 'constitution':
        void orSay(question.id, async () => {
          const evaluated = await place.evaluate(question.basis, question.order);
          post({ id: question.id, kind: 'evaluated', evaluated });
        });
        break;
      case 'load':
        place.load(question.audit, question.basis, question.recipe);
        break;
      case 'forget':
        place.forget(question.audit);
        break;
      case 'cancel':
        running.get(question.id)?.abort();
        break;
    }
  });
  return new Promise<never>(() => undefined);
}
