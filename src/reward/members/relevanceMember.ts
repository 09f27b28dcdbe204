import type { DatasetVectors } from '../encoder/datasetVectors.ts';
import { relevanceOf } from '../encoder/relevance.ts';
import { styleFeatures } from '../features/style.ts';
import { quantile } from '../numbers.ts';
import { Pace } from '../pace.ts';
import { prepare } from '../prepared.ts';
import type { RewardModel } from '../rewardModel.ts';
import { orWhy } from './orWhy.ts';

/** Weights of the standardised terms. Fixed: nothing is learnt from labels. */
const weights = { relevance: 1, length: 0.5, variety: 0.5 };

const repeats = styleFeatures.findIndex(({ name }) => name === 'repeated triples of words');

/**
 * R3, a reward for relevance kept from being gamed (2402.03469, with our mix): margin = d rel + 0.5 d len + 0.5 d var on terms
 * divided by the root mean square of their difference, where rel is the cosine of prompt and response, len = min(1,
 * words / L) with L the file's 75th percentile, and var the share of distinct word triples.
 */
export function relevanceMember(vectors: DatasetVectors): RewardModel {
  return {
    id: 'relevance',
    name: 'Relevance',
    kind: 'encoder',
    learns: false,
    margins: task =>
      orWhy(task.signal, async () => {
        const { items, style } = await prepare(task.comparisons, new Pace(task.signal));
        if (items.prompts.every(prompt => prompt.every(({ content }) => content.trim() === ''))) {
          return { margins: null, why: 'the comparisons have no prompts' };
        }
        const { run, values: relevance } = await relevanceOf(vectors, task);
        const words = style.facts.map(facts => facts.words.hashes.length);
        const enough = Math.max(1, quantile(Float64Array.from(words).sort(), 0.75));
        const margins = new Float64Array(items.a.length);
        const add = (weight: number, of: (item: number) => number): void => {
          const differences = Float64Array.from(items.a, (a, i) => of(a) - of(items.b[i]!));
          const scale = Math.sqrt(differences.reduce((sum, d) => sum + d * d, 0) / Math.max(differences.length, 1));
          if (scale > 1e-9) for (let i = 0; i < margins.length; i++) margins[i]! += (weight * differences[i]!) / scale;
        };
        add(weights.relevance, item => relevance[item]!);
        add(weights.length, item => Math.min(1, words[item]! / enough));
        add(weights.variety, item => 1 - style.values[item * style.width + repeats]!);
        return { margins, run };
      }),
  };
}
