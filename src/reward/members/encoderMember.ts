import type { DatasetVectors } from '../encoder/datasetVectors.ts';
import { differences } from '../encoder/differences.ts';
import { crossFit } from '../heads/crossFit.ts';
import { Pace } from '../pace.ts';
import { prepare } from '../prepared.ts';
import type { RewardModel } from '../rewardModel.ts';
import { orWhy } from './orWhy.ts';
import { tooFew } from './tooFew.ts';

const strengths = [30, 10, 3, 1, 0.3];

/** Linear Bradley-Terry head on the difference of a sentence encoder's vectors of the two responses. */
export function encoderMember(vectors: DatasetVectors): RewardModel {
  const { id, name } = vectors.encoder.model;
  return {
    id,
    name: `Head on ${name}`,
    kind: 'encoder',
    learns: true,
    margins: task =>
      orWhy(task.signal, async () => {
        const why = tooFew(task.labels);
        if (why) return { margins: null, why };
        const { run, values, width } = await vectors.responses(task);
        const pace = new Pace(task.signal);
        const { items } = await prepare(task.comparisons, pace);
        const { design, pairs } = differences(values, width, items, task.labels);
        const penalties = strengths.map(lambda => new Float64Array(width).fill(lambda));
        const { margins, weights } = await crossFit(design, pairs, task.textFolds, penalties, pace);
        task.keep?.({ kind: 'encoder', encoder: id, weights });
        return { margins, run };
      }),
  };
}
