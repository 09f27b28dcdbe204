import type { Comparison } from '../../dataset/comparison.ts';
import type { DatasetVectors } from '../encoder/datasetVectors.ts';
import { relevanceOf, relevanceScales, relevances } from '../encoder/relevance.ts';
import { type Topicality, topicalityOf } from '../encoder/topicality.ts';
import { crossFit } from '../heads/crossFit.ts';
import { denseDesign } from '../heads/design.ts';
import { Pace } from '../pace.ts';
import { prepare } from '../prepared.ts';
import type { RewardModel } from '../rewardModel.ts';
import { orWhy } from './orWhy.ts';
import { tooFew } from './tooFew.ts';

const strengths = [30, 10, 3];

/**
 * Linear Bradley-Terry head on relevance, after R3 (2402.03469): how near a response is to what the prompt asks, to the last
 * answer in it, and to its first turn. R3's length and repetition are features of the style head. Weights are fitted, out
 * of fold: labels may prefer what stays away from the prompt (on HH harmless-base a fixed weight has an AUROC of .40), and
 * a response near to the last answer repeats it.
 *
 * It also says how far responses are from their prompts, whatever the labels.
 */
export function relevanceMember(vectors: DatasetVectors): RewardModel {
  const known = new WeakMap<readonly Comparison[], Topicality>();
  return {
    id: 'relevance',
    name: 'Relevance head',
    kind: 'encoder',
    learns: true,
    margins: task =>
      orWhy(task.signal, async () => {
        const pace = new Pace(task.signal);
        const prepared = await prepare(task.comparisons, pace);
        const { items } = prepared;
        if (items.prompts.every(prompt => prompt.every(({ content }) => content.trim() === ''))) {
          return { margins: null, why: 'the comparisons have no prompts' };
        }
        const { width, values: responses } = await vectors.responses(task);
        const { run, values: turns } = await vectors.prompts(task);
        const source = { prepared, width, responses, turns };
        const topicality = known.get(task.comparisons) ?? (await topicalityOf(source, task.seed, pace));
        known.set(task.comparisons, topicality);
        const why = tooFew(task.labels);
        if (why) return { margins: null, why, topicality };
        const { values, median } = relevanceOf(source);
        const scales = relevanceScales(values, items);
        const design = denseDesign(
          values.map((value, at) => value / scales[at % relevances]!),
          relevances,
        );
        const penalties = strengths.map(lambda => new Float64Array(relevances).fill(lambda));
        const pairs = { a: items.a, b: items.b, labels: task.labels };
        const { margins, weights } = await crossFit(design, pairs, task.textFolds, penalties, pace);
        task.keep?.({ kind: 'relevance', encoder: vectors.encoder.model.id, median, scales, weights });
        return { margins, run, topicality };
      }),
  };
}
