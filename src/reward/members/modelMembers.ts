import type { InstalledModel } from '../../models/installedModel.ts';
import { DatasetVectors } from '../encoder/datasetVectors.ts';
import { Encoder, isEncoder } from '../encoder/encoder.ts';
import type { Place } from '../onnx/modelRows.ts';
import type { RewardModel } from '../rewardModel.ts';
import { encoderMember } from './encoderMember.ts';

/** Members that installed models give. */
export function modelMembers(installed: readonly InstalledModel[], place: Place): RewardModel[] {
  return installed.flatMap(model => {
    if (isEncoder(model)) return [encoderMember(new DatasetVectors(new Encoder(model, place)))];
    return [];
  });
}
