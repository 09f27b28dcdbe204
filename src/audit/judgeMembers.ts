import type { RewardModel } from '../reward/rewardModel.ts';
import type { AuditModels } from './auditModels.ts';
import type { KeptVotes } from './votedStore.ts';

/** Id of the member that is a language model's judgement. */
export const judgeMember = 'llm-judge';

/** Id of the member that is the likelihood of follow-ups. */
export const followUpMember = 'follow-ups';

/** A language model that has judged the comparisons by one general principle, as a member of the ensemble; none without. */
export function judgeMembers(kept: KeptVotes | null, models: AuditModels | undefined): RewardModel[] {
  return keptMembers(judgeMember, 'Judge', kept, models);
}

/** How likely a language model finds pleased and displeased follow-ups, as a member of the ensemble; none without. */
export function followUpMembers(kept: KeptVotes | null, models: AuditModels | undefined): RewardModel[] {
  return keptMembers(followUpMember, 'Follow-up likelihood', kept, models);
}

function keptMembers(id: string, name: string, kept: KeptVotes | null, models: AuditModels | undefined): RewardModel[] {
  const judge = kept?.judge ?? null;
  const trouble = kept?.trouble ?? null;
  if ((judge === null && trouble === null) || models?.without?.includes(id)) return [];
  return [
    {
      id,
      name: `${name}: ${kept!.model}`,
      kind: 'judge',
      learns: false,
      async margins({ keep }) {
        if (judge === null) return { margins: null, why: trouble ?? '' };
        if (judge.every(Number.isNaN)) return { margins: null, why: 'the language model gave no usable judgement' };
        keep?.({ kind: 'given', member: id });
        return { margins: judge };
      },
    },
  ];
}
