import type { RewardModel } from '../reward/rewardModel.ts';
import type { AuditModels } from './auditModels.ts';
import type { KeptVotes } from './votedStore.ts';

/** Id of the member that is a language model's judgement. */
export const judgeMember = 'llm-judge';

/** A language model that has judged the comparisons by one general principle, as a member of the ensemble; none without. */
export function judgeMembers(kept: KeptVotes | null, models: AuditModels | undefined): RewardModel[] {
  const judge = kept?.judge ?? null;
  if (judge === null || models?.without?.includes(judgeMember)) return [];
  return [
    {
      id: judgeMember,
      name: `Judge: ${kept!.model}`,
      kind: 'judge',
      learns: false,
      async margins() {
        return judge.every(Number.isNaN)
          ? { margins: null, why: 'the language model gave no usable judgement' }
          : { margins: judge };
      },
    },
  ];
}
