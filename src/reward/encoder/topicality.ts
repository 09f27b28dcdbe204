import type { Pace } from '../pace.ts';
import { Random } from '../random.ts';
import { turnsOf } from './datasetVectors.ts';
import { type RelevanceSource, relevances } from './relevance.ts';

/** How far each response is from its prompt, as an encoder sees it. Arrays run along the items of `prepare`. */
export interface Topicality {
  /** Largest cosine with a turn of the prompt (`turnsOf`); NaN where the prompt has none. */
  readonly nearest: Float64Array;
  /**
   * Share of random responses to other prompts that are nearer to this one's prompt than it is, in [0, 1]; NaN where that is
   * not known, for want of a prompt or of responses to others.
   */
  readonly nearer: Float64Array;
}

const sample = 200;
/** If none of the first is nearer, the share is called 0: so it is with nearly every response, and they cost no more. */
const first = 40;

/**
 * After R3 (2402.03469), whose relevance is the cosine of prompt and response: what is taken here is a response's rank among
 * responses to other prompts, as cosines of one prompt can't be held against those of another. A response may be near to
 * any of three turns: "yes, please" asks for what was said before.
 *
 * @throws the signal's reason
 */
export async function topicalityOf(
  { prepared: { items }, width, responses, turns }: RelevanceSource,
  seed: number,
  pace: Pace,
): Promise<Topicality> {
  const rowsOf = items.prompts.map((prompt, p) =>
    turnsOf(prompt).flatMap((turn, t, all) =>
      turn.trim() === '' || all.indexOf(turn) < t ? [] : (p * relevances + t) * width,
    ),
  );
  const nearestOf = (prompt: number, item: number): number => {
    let nearest = Number.NEGATIVE_INFINITY;
    for (const at of rowsOf[prompt]!) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += turns[at + j]! * responses[item * width + j]!;
      nearest = Math.max(nearest, sum);
    }
    return nearest;
  };
  const count = items.texts.length;
  const nearest = new Float64Array(count).fill(Number.NaN);
  const nearer = new Float64Array(count).fill(Number.NaN);
  const random = new Random(seed + 17);
  for (let item = 0; item < count; item++) {
    await pace.step();
    const prompt = items.promptOf[item]!;
    if (rowsOf[prompt]!.length === 0) continue;
    nearest[item] = nearestOf(prompt, item);
    let compared = 0;
    let more = 0;
    for (let k = 0; k < sample && (k < first || more > 0); k++) {
      const other = random.below(count);
      if (items.promptOf[other] === prompt) continue;
      compared++;
      if (nearestOf(prompt, other) > nearest[item]!) more++;
    }
    if (compared >= first / 2) nearer[item] = more / compared;
  }
  return { nearest, nearer };
}
