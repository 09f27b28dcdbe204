import { weightedOverlap } from '../../src/reward/features/promptFit.ts';
import { tellingWords } from '../../src/reward/findings/tellingWords.ts';
import type { Prepared } from '../../src/reward/prepared.ts';
import { Random } from '../../src/reward/random.ts';

const sample = 200;

/**
 * What `Topicality.nearer` is, with word overlap in place of cosines: the share of random responses to other prompts that
 * hold more of the prompt's telling words, by weight, than the response does; those that hold as much count by half.
 */
export function overlapShares({ items, style }: Prepared, seed: number): Float64Array {
  const { corpus } = style;
  const random = new Random(seed);
  const own = style.facts.map(({ vocabulary }) => tellingWords(vocabulary, corpus));
  const asked = style.prompts.map(({ vocabulary }) => tellingWords(vocabulary, corpus));
  return Float64Array.from(own, (words, item) => {
    const prompt = items.promptOf[item]!;
    const here = weightedOverlap(asked[prompt]!, words, corpus);
    let compared = 0;
    let more = 0;
    for (let k = 0; k < sample; k++) {
      const other = random.below(own.length);
      if (items.promptOf[other] === prompt) continue;
      compared++;
      const there = weightedOverlap(asked[prompt]!, own[other]!, corpus);
      if (there > here) more++;
      else if (there === here) more += 0.5;
    }
    return compared === 0 ? 0.5 : more / compared;
  });
}
