import type { MessagePort } from 'node:worker_threads';
import type { Answer, Ask, LanguageModel } from '../../llm/languageModel.ts';
import { LlmError, type LlmTrouble } from '../../llm/llmError.ts';

/** What a worker sends to have a model asked that only the main thread can reach. */
export type PortQuestion =
  | { readonly kind: 'ask'; readonly id: number; readonly ask: Ask }
  | { readonly kind: 'cancel'; readonly id: number };

/** What it is answered. */
export type PortAnswer = { readonly id: number } & (
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly message: string; readonly trouble: LlmTrouble }
);

/** A model of the editor, as a worker is told of it. */
export interface EditorModel {
  readonly id: string;
  /** For people: vendor and model. */
  readonly name: string;
  readonly context: number | null;
}

/**
 * A model of the editor, asked over a port whose other end `servePort` holds. It holds answers to no schema and gives no
 * log-probabilities: the editor's interface has neither.
 */
export function portModel(port: MessagePort, { id: model, name, context }: EditorModel): LanguageModel {
  const waiting = new Map<number, (answer: PortAnswer) => void>();
  let next = 0;
  port.on('message', (answer: PortAnswer) => waiting.get(answer.id)?.(answer));
  const send = (question: PortQuestion): void => port.postMessage(question);
  return {
    name,
    identity: `editor ${model}`,
    abilities: { schema: false, logprobs: false },
    context,
    ask: (ask, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const id = next++;
        const settle = (end: () => void): void => {
          waiting.delete(id);
          signal?.removeEventListener('abort', abort);
          end();
        };
        const abort = (): void => {
          send({ kind: 'cancel', id });
          settle(() => reject(signal?.reason));
        };
        signal?.addEventListener('abort', abort, { once: true });
        waiting.set(id, answer =>
          settle(() => {
            if (answer.kind === 'answer') resolve(answer.answer);
            else reject(new LlmError(answer.message, answer.trouble));
          }),
        );
        send({ kind: 'ask', id, ask });
      }),
  };
}

/**
 * Answers the questions of `portModel` at the other end of its port.
 *
 * @param ask - asks the model; its errors are told as an `LlmError` would be
 */
export function servePort(
  port: MessagePort,
  ask: (question: Ask, signal: AbortSignal) => Promise<Answer>,
  troubleOf: (error: unknown) => LlmTrouble,
): void {
  const running = new Map<number, AbortController>();
  port.on('message', async (question: PortQuestion) => {
    if (question.kind === 'cancel') {
      running.get(question.id)?.abort();
      return;
    }
    const { id } = question;
    const stop = new AbortController();
    running.set(id, stop);
    const reply = (answer: PortAnswer): void => port.postMessage(answer);
    try {
      reply({ kind: 'answer', id, answer: await ask(question.ask, stop.signal) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      reply({ kind: 'failed', id, message, trouble: troubleOf(error) });
    } finally {
      running.delete(id);
    }
  });
}
