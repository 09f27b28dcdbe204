import type { Comparison } from '../../dataset/comparison.ts';
import type { Margins, RewardModel } from '../rewardModel.ts';
import type { ColumnChoice, ColumnUse } from './columnChoice.ts';
import { looksLikeOpinion, numberIn, type ScorePair, scorePairs } from './scorePairs.ts';

/** Words for a side, as files write them. */
const words: Readonly<Record<string, 1 | -1 | 0>> = {
  a: 1,
  b: -1,
  '1': 1,
  '2': -1,
  first: 1,
  second: -1,
  left: 1,
  right: -1,
  model_a: 1,
  model_b: -1,
  response_a: 1,
  response_b: -1,
  chosen: 1,
  rejected: -1,
  tie: 0,
  draw: 0,
  equal: 0,
};

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
    ...found.map(pair => pairMember(pair)),
    ...choices.flatMap(({ name, use }) => {
      const pair = pairs.find(p => p.name === name);
      const as = use ?? toldBy(comparisons, name, pair);
      if (as === 'off') return [];
      if (as === 'scores')
        return [pair === undefined ? missing(name, 'no two numeric fields rate the two responses') : pairMember(pair)];
      return [fieldMember(name, as)];
    }),
  ];
}

function toldBy(comparisons: readonly Comparison[], name: string, pair: ScorePair | undefined): ColumnUse {
  if (pair !== undefined) return 'scores';
  const values = comparisons.flatMap(({ fields }) => (Object.hasOwn(fields, name) ? [fields[name]] : []));
  const sides = values.filter(value => sideOf(value) !== undefined).length;
  return sides > values.length / 2 ? 'prefers' : 'margin';
}

function pairMember({ name, a, b }: ScorePair): RewardModel {
  return member(
    name,
    `Columns ${a} and ${b}`,
    c => turn(c, a) * (numberIn(c, a) - numberIn(c, b)),
    'no comparison has a number in both',
  );
}

function fieldMember(name: string, use: 'margin' | 'prefers'): RewardModel {
  const read =
    use === 'margin'
      ? (c: Comparison) => turn(c, name) * numberIn(c, name)
      : (c: Comparison) => turn(c, name) * (sideOf(valueIn(c, name)) ?? Number.NaN);
  const why =
    use === 'margin'
      ? 'no comparison has a number in it'
      : 'no comparison names a response in it (a, b, 1, 2, chosen, rejected, tie)';
  return member(name, `Column ${name}`, read, why);
}

function member(name: string, title: string, marginOf: (c: Comparison) => number, why: string): RewardModel {
  return {
    id: `column-${name}`,
    name: title,
    kind: 'column',
    learns: false,
    async margins({ comparisons }) {
      const margins: Margins = Float64Array.from(comparisons, c => {
        const margin = marginOf(c);
        return Number.isFinite(margin) ? margin : Number.NaN;
      });
      return margins.every(Number.isNaN) ? { margins: null, why } : { margins };
    },
  };
}

/** -1 where the texts have changed places and the field has not; fields named after the texts go with them. */
function turn({ turned }: Comparison, name: string): 1 | -1 {
  return turned && !/chosen|rejected/.test(name) ? -1 : 1;
}

function missing(name: string, why: string): RewardModel {
  return member(name, `Columns ${name}`, () => Number.NaN, why);
}

function valueIn({ fields }: Comparison, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function sideOf(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const word = String(value).trim().toLowerCase();
  return Object.hasOwn(words, word) ? words[word] : undefined;
}
