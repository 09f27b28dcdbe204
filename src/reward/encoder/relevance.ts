import type { MemberRun } from '../figures.ts';
import { Pace } from '../pace.ts';
import { prepare } from '../prepared.ts';
import type { RewardTask } from '../rewardModel.ts';
import type { DatasetVectors } from './datasetVectors.ts';

/** A response that holds more than this share of the prompt's words may be a copy of it; its cosine counts no more. */
const copy = 0.8;

/**
 * Relevance of every response: the cosine of its vector and that of what the prompt asks. A response that repeats nearly
 * all of the prompt is held to the median, as a copy of the question would be the most relevant answer of all.
 *
 * @returns a value per item of `prepare`, and how the prompts were run
 * @throws OnnxError if the encoder can't be run, or the signal's reason
 */
export async function relevanceOf(
  vectors: DatasetVectors,
  task: RewardTask,
): Promise<{ readonly values: Float64Array; readonly run: MemberRun }> {
  const { items, style } = await prepare(task.comparisons, new Pace(task.signal));
  const responses = await vectors.responses(task);
  const { values: prompts, run } = await vectors.prompts(task);
  const { width } = responses;
  const values = Float64Array.from(items.promptOf, (prompt, item) => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += responses.values[item * width + j]! * prompts[prompt * width + j]!;
    return sum;
  });
  const middle = Float64Array.from(values).sort()[Math.floor(values.length / 2)] ?? 0;
  for (const [item, facts] of style.facts.entries()) {
    const { vocabulary } = style.prompts[items.promptOf[item]!]!.ask;
    if (vocabulary.size < 4) continue;
    let shared = 0;
    for (const word of vocabulary) if (facts.vocabulary.has(word)) shared++;
    const alike = shared / vocabulary.size > copy && facts.vocabulary.size < 1.5 * vocabulary.size;
    if (alike) values[item] = Math.min(values[item]!, middle);
  }
  return { values, run };
}
