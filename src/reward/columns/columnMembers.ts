import type { Comparison } from '../../dataset/comparison.ts';
import type { RewardModel } from '../rewardModel.ts';
import type { ColumnChoice, ColumnUse } from './columnChoice.ts';
import { type ColumnSource, columnMargin, sideOf } from './columnSource.ts';
import { looksLikeOpinion, type ScorePair, scorePairs } from './scorePairs.ts';

/** What ids of members that are columns begin with. */
export const columnMember = 'column-';

/**
 * The user's own columns as members: pairs of scores whose names say so, and what the user names. A choice that fits no
 * field becomes a member that says why it has nothing to go on.
 */
export function columnMembers(
  comparisons: readonly Comparison[],
  choices: readonly ColumnChoice[] = [],
): RewardModel[] {
  const pairs = scorePairs(comparisons);
  const named = new Set(choices.map(({ name }) => name));
  const found = pairs.filter(pair => looksLikeOpinion(pair) && !named.has(pair.name));
  return [
    ...found.map(pair => member({ use: 'scores', ...pair })),
    ...choices.flatMap(({ name, use }) => {
      const pair = pairs.find(p => p.name === name);
      const as = use ?? toldBy(comparisons, name, pair);
      if (as === 'off') return [];
      if (as !== 'scores') return [member({ use: as, name })];
      return [pair === undefined ? missing(name) : member({ use: 'scores', ...pair })];
    }),
  ];
}

function toldBy(comparisons: readonly Comparison[], name: string, pair: ScorePair | undefined): ColumnUse {
  if (pair !== undefined) return 'scores';
  const values = comparisons.flatMap(({ fields }) => (Object.hasOwn(fields, name) ? [fields[name]] : []));
  const sides = values.filter(value => sideOf(value) !== undefined).length;
  return sides > values.length / 2 ? 'prefers' : 'margin';
}

const nothingIn: Readonly<Record<ColumnSource['use'], string>> = {
  scores: 'no comparison has a number in both',
  margin: 'no comparison has a number in it',
  prefers: 'no comparison names a response in it (a, b, 1, 2, chosen, rejected, tie)',
};

function member(source: ColumnSource): RewardModel {
  return {
    id: `${columnMember}${source.name}`,
    name: source.use === 'scores' ? `Columns ${source.a} and ${source.b}` : `Column ${source.name}`,
    kind: 'column',
    learns: false,
    async margins({ comparisons, keep }) {
      const margins = Float64Array.from(comparisons, comparison => columnMargin(source, comparison));
      if (margins.every(Number.isNaN)) return { margins: null, why: nothingIn[source.use] };
      keep?.({ kind: 'column', source });
      return { margins };
    },
  };
}

function missing(name: string): RewardModel {
  return {
    id: `${columnMember}${name}`,
    name: `Columns ${name}`,
    kind: 'column',
    learns: false,
    margins: async () => ({ margins: null, why: 'no two numeric fields rate the two responses' }),
  };
}
