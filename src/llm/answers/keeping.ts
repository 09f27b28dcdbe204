import type { Answer, LanguageModel } from '../languageModel.ts';
import type { AnswerFile } from './answerFile.ts';
import { askKey } from './askKey.ts';

/** A model whose answers are kept. */
export interface Kept {
  readonly model: LanguageModel;
  /** Answers that needed no ask: from the file, or shared with the same ask under way. */
  readonly reused: () => number;
  /** Settles when all asks under way have ended. */
  readonly idle: () => Promise<void>;
}

/**
 * Gives an answer that is kept, else asks and keeps it before it is given: nothing that was answered is asked for again,
 * after a cancel or a crash either. The same ask at the same time is sent once. Who gives up gets their signal's reason at
 * once; an answer that comes nevertheless is kept.
 *
 * @param file null: answers are shared while under way, but not kept
 */
export function keeping(model: LanguageModel, file: AnswerFile | null): Kept {
  const underWay = new Map<string, Shared>();
  let reused = 0;

  const answered = async (
    key: string,
    ask: Parameters<LanguageModel['ask']>[0],
    signal: AbortSignal,
  ): Promise<Answer> => {
    const kept = (await file?.get(key)) ?? null;
    if (kept !== null) {
      reused++;
      return kept;
    }
    const answer = await model.ask(ask, signal);
    await file?.add(key, answer);
    return answer;
  };
  const ask: LanguageModel['ask'] = async (question, signal) => {
    signal?.throwIfAborted();
    const key = askKey(model.identity, question);
    for (let earlier = underWay.get(key); earlier?.stop.signal.aborted; earlier = underWay.get(key)) {
      // All others have given it up; it may come nevertheless, or end with their reason.
      const answer = await earlier.answer.catch(() => null);
      signal?.throwIfAborted();
      if (answer !== null) {
        reused++;
        return answer;
      }
    }
    const joined = underWay.get(key);
    if (joined !== undefined) {
      reused++;
      return wait(joined, signal);
    }
    const stop = new AbortController();
    const shared: Shared = { stop, waiting: 0, answer: answered(key, question, stop.signal) };
    underWay.set(key, shared);
    const end = (): void => void underWay.delete(key);
    shared.answer.then(end, end);
    return wait(shared, signal);
  };
  const idle = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.allSettled([...underWay.values()].map(({ answer }) => answer));
  };
  return { model: { ...model, ask }, reused: () => reused, idle };
}

interface Shared {
  readonly stop: AbortController;
  waiting: number;
  readonly answer: Promise<Answer>;
}

/** Waits for a shared answer; when nobody waits any more, the ask is told. */
function wait(shared: Shared, signal: AbortSignal | undefined): Promise<Answer> {
  if (signal === undefined) {
    shared.waiting++;
    return shared.answer;
  }
  shared.waiting++;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      shared.waiting--;
      if (shared.waiting === 0) shared.stop.abort(signal.reason);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    const end = (): void => signal.removeEventListener('abort', giveUp);
    shared.answer.then(
      answer => {
        end();
        resolve(answer);
      },
      error => {
        end();
        reject(error as Error);
      },
    );
  });
}
