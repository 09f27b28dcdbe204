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

  /** What each prompt asks: the user's last turn. @throws OnnxError if the model can't be run, or the signal's reason */
  prompts(task: RewardTask): Promise<Vectors> {
    return this.#once(this.#prompts, task, async () => {
      const { items } = await prepare(task.comparisons, new Pace(task.signal));
      return items.prompts.map(askOf);
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

/** The user's last turn, or the last turn, or nothing. */
export function askOf(prompt: readonly Message[]): string {
  return (prompt.findLast(message => message.role === 'user') ?? prompt.at(-1))?.content ?? '';
}
