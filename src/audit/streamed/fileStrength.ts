import { strengthMember } from '../../reward/members/strengthMember.ts';
import { Pace } from '../../reward/pace.ts';
import type { RewardModel } from '../../reward/rewardModel.ts';
import { type RecurringStrengths, recurringStrengths } from '../../reward/strength/recurringStrengths.ts';
import type { Skim } from './skim.ts';

/** Strengths of the texts and models that recur in a file, from what a first reading kept of it; margins along its rows. */
export function fileStrength(skim: Skim, seed: number, signal?: AbortSignal): Promise<RecurringStrengths> {
  const { strata, responses, models } = skim;
  const side = <T extends Float64Array | Int32Array>(make: (length: number) => T, at: (i: number) => number): T => {
    const of = make(strata.length);
    for (let i = 0; i < of.length; i++) of[i] = at(i);
    return of;
  };
  const hashes = (length: number): Float64Array => new Float64Array(length);
  const numbers = (length: number): Int32Array => new Int32Array(length);
  return recurringStrengths(
    {
      a: side(hashes, i => responses.get(2 * i)),
      b: side(hashes, i => responses.get(2 * i + 1)),
      pair: skim.pairs.all(),
      list: skim.lists.all(),
      modelA: side(numbers, i => models.get(2 * i)),
      modelB: side(numbers, i => models.get(2 * i + 1)),
      labels: skim.signs.all(),
    },
    seed,
    new Pace(signal),
  );
}

/**
 * Item strength as a member that is asked about a sample of the file.
 *
 * @param sample - places of the comparisons in the file
 */
export function fileStrengthMember(strengths: RecurringStrengths, sample: Int32Array): RewardModel {
  const { id, name, kind } = strengthMember;
  return {
    id,
    name,
    kind,
    // From labels of other pairs.
    learns: true,
    async margins({ keep }) {
      if (strengths.margins === null) return { margins: null, why: strengths.why };
      const { margins } = strengths;
      keep?.({ kind: 'given', member: id });
      return { margins: Float64Array.from(sample, place => margins[place]!) };
    },
  };
}
