import type { MemberRun } from '../figures.ts';
import { Pace } from '../pace.ts';
import { prepare } from '../prepared.ts';
import type { RewardTask } from '../rewardModel.ts';
import { type DatasetVectors, turnsOf } from './datasetVectors.ts';

/** A response that holds more than this share of the prompt's words may be a copy of it; its cosine counts no more. */
const copy = 0.8;

/** Number of cosines per item: with what the prompt asks, with the last answer in it, with its first turn. */
export const relevances = 3;

/**
 * Relevance of every response: the cosines of its vector with those of the prompt's turns (`turnsOf`); 0 where there is no
 * such turn. A response that repeats nearly all of what is asked is held to the median of the first, as a copy of the question
 * would be the most relevant answer of all.
 *
 * @returns items x `relevances`, row by row, and how the prompts were run
 * @throws OnnxError if the encoder can't be run, or the signal's reason
 */
export async function relevanceOf(
  vectors: DatasetVectors,
  task: RewardTask,
): Promise<{ readonly values: Float64Array; readonly run: MemberRun }> {
  const { items, style } = await prepare(task.comparisons, new Pace(task.signal));
  const responses = await vectors.responses(task);
  const turns = await vectors.prompts(task);
  const { width } = responses;
  const present = items.prompts.map(prompt => turnsOf(prompt).map(turn => turn.trim() !== ''));
  const values = new Float64Array(items.texts.length * relevances);
  for (const [item, prompt] of items.promptOf.entries()) {
    for (let turn = 0; turn < relevances; turn++) {
      if (!present[prompt]![turn]) continue;
      const at = (prompt * relevances + turn) * width;
      let sum = 0;
      for (let j = 0; j < width; j++) sum += responses.values[item * width + j]! * turns.values[at + j]!;
      values[item * relevances + turn] = sum;
    }
  }
  const asked = Float64Array.from(items.texts, (_, item) => values[item * relevances]!).sort();
  const middle = asked[Math.floor(asked.length / 2)] ?? 0;
  for (const [item, facts] of style.facts.entries()) {
    const { vocabulary } = style.prompts[items.promptOf[item]!]!.ask;
    if (vocabulary.size < 4) continue;
    let shared = 0;
    for (const word of vocabulary) if (facts.vocabulary.has(word)) shared++;
    const alike = shared / vocabulary.size > copy && facts.vocabulary.size < 1.5 * vocabulary.size;
    if (alike) values[item * relevances] = Math.min(values[item * relevances]!, middle);
  }
  return { values, run: turns.run };
}
