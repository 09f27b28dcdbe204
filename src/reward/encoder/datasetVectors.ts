import type { Comparison, Message } from '../../dataset/comparison.ts';
import { Pace } from '../pace.ts';
import { prepare } from '../prepared.ts';
import type { RewardTask } from '../rewardModel.ts';
import type { Encoder, Vectors } from './encoder.ts';

/**
 * Vectors of a dataset's responses and prompts, encoded once however many members and partitions ask. Rows run along the
 * items (responses) and prompts of `prepare`.
 */
export class DatasetVectors {
  readonly encoder: Encoder;
  readonly #responses = new WeakMap<readonly Comparison[], Promise<Vectors>>();
  readonly #prompts = new WeakMap<readonly Comparison[], Promise<Vectors>>();

  constructor(encoder: Encoder) {
    this.encoder = encoder;
  }

  /** @throws OnnxError if the model can't be run, or the signal's reason */
  responses(task: RewardTask): Promise<Vectors> {
    return this.#once(this.#responses, task, async () => {
      const { items } = await prepare(task.comparisons, new Pace(task.signal));
      return items.texts;
    });
  }

  /**
   * The turns of each prompt that a response may be near to, three rows a prompt, in the order of `turnsOf`.
   *
   * @throws OnnxError if the model can't be run, or the signal's reason
   */
  prompts(task: RewardTask): Promise<Vectors> {
    return this.#once(this.#prompts, task, async () => {
      const { items } = await prepare(task.comparisons, new Pace(task.signal));
      return items.prompts.flatMap(prompt => turnsOf(prompt));
    });
  }

  #once(
    known: WeakMap<readonly Comparison[], Promise<Vectors>>,
    task: RewardTask,
    textsOf: () => Promise<readonly string[]>,
  ): Promise<Vectors> {
    const { comparisons, signal, onProgress } = task;
    let vectors = known.get(comparisons);
    if (vectors === undefined) {
      const options = { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) };
      vectors = textsOf().then(texts => this.encoder.encode(texts, options));
      known.set(comparisons, vectors);
    }
    return vectors;
  }
}

/** What the prompt asks (the user's last turn, or the last turn), the last answer in it, and its first turn; empty where there is none. */
export function turnsOf(prompt: readonly Message[]): readonly [ask: string, answer: string, first: string] {
  const ask = prompt.findLast(message => message.role === 'user') ?? prompt.at(-1);
  const answer = prompt.findLast(message => message.role === 'assistant');
  const first = prompt.find(message => message.role === 'user');
  return [ask?.content ?? '', answer?.content ?? '', first?.content ?? ''];
}
