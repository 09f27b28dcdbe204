import type { RewardModel } from '../reward/rewardModel.ts';
import type { AuditModels } from './auditModels.ts';
import type { KeptVotes } from './votedStore.ts';

/** Id of the member that is a language model's judgement. */
export const judgeMember = 'llm-judge';

/** A language model that has judged the comparisons by one general principle, as a member of the ensemble; none without. */
export function judgeMembers(kept: KeptVotes | null, models: AuditModels | undefined): RewardModel[] {
  const judge = kept?.judge ?? null;
  const trouble = kept?.trouble ?? null;
  if ((judge === null && trouble === null) || models?.without?.includes(judgeMember)) return [];
  return [
    {
      id: judgeMember,
      name: `Judge: ${kept!.model}`,
      kind: 'judge',
      learns: false,
      async margins() {
        if (judge === null) return { margins: null, why: trouble ?? '' };
        return judge.every(Number.isNaN)
          ? { margins: null, why: 'the language model gave no usable judgement' }
          : { margins: judge };
      },
    },
  ];
}
