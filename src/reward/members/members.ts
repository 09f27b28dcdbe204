import type { RewardModel } from '../rewardModel.ts';
import { judgesMember } from './judgesMember.ts';
import { ngramMember } from './ngramMember.ts';
import { scoreMember } from './scoreMember.ts';
import { strengthMember } from './strengthMember.ts';
import { styleMember } from './styleMember.ts';
import { boostedMember, forestMember } from './treeMember.ts';

/** Members that need no weights. */
export const builtInMembers: readonly RewardModel[] = [
  scoreMember,
  judgesMember,
  strengthMember,
  styleMember,
  forestMember,
  boostedMember,
  ngramMember,
];
