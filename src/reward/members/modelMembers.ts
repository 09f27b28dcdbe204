import type { InstalledModel } from '../../models/installedModel.ts';
import { DatasetVectors } from '../encoder/datasetVectors.ts';
import { Encoder, type EncoderModel, isEncoder } from '../encoder/encoder.ts';
import type { Place } from '../onnx/modelRows.ts';
import type { RewardModelFiles } from '../onnx/rewardTexts.ts';
import type { RewardModel } from '../rewardModel.ts';
import { encoderMember } from './encoderMember.ts';
import { type PairwiseModelFiles, pairwiseMember } from './pairwiseMember.ts';
import { relevanceMember } from './relevanceMember.ts';
import { zeroShotMember } from './zeroShotMember.ts';

/** Members that installed models give: one each, and relevance from the first encoder. */
export function modelMembers(installed: readonly InstalledModel[], place: Place): RewardModel[] {
  const encoders = installed.filter(isEncoder);
  return installed.flatMap(model => {
    if (isEncoder(model)) return encoderMembers(model, model === encoders[0], place);
    if (isReward(model)) return [zeroShotMember(model, place)];
    return isPairwise(model) ? [pairwiseMember(model, place)] : [];
  });
}

function encoderMembers(model: EncoderModel, relevance: boolean, place: Place): RewardModel[] {
  const vectors = new DatasetVectors(new Encoder(model, place));
  return relevance ? [encoderMember(vectors), relevanceMember(vectors)] : [encoderMember(vectors)];
}

function isReward(model: InstalledModel): model is RewardModelFiles {
  return model.recipe.kind === 'reward';
}

function isPairwise(model: InstalledModel): model is PairwiseModelFiles {
  return model.recipe.kind === 'pairwise';
}
