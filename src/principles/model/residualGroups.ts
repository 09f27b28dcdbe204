import type { Comparison } from '../../dataset/comparison.ts';
import { textOf } from '../../dataset/comparison.ts';

/** As much of a response as is looked at. */
const looked = 20_000;
/** Rows looked at in a fold; grouping compares each with each. */
const mostRows = 300;

const wordsOf = (text: string): Set<string> =>
  new Set(
    text
      .slice(0, looked)
      .toLowerCase()
      .match(/\p{L}{3,}/gu) ?? [],
  );

/** Words that only the chosen response has ("+word"), or only the rejected one ("-word"). */
function differingWords({ a, b }: Comparison, label: number): Set<string> {
  const [ofA, ofB] = [wordsOf(textOf(a.messages)), wordsOf(textOf(b.messages))];
  const [chosen, rejected] = label > 0 ? [ofA, ofB] : [ofB, ofA];
  const only = (own: Set<string>, other: Set<string>, sign: string) =>
    [...own].filter(word => !other.has(word)).map(word => `${sign}${word}`);
  return new Set([...only(chosen, rejected, '+'), ...only(rejected, chosen, '-')]);
}

/**
 * Groups rows of one fold whose chosen and rejected responses differ in like words (cosine of TF-IDF), the closest first; a
 * row is in one group at most. A group never spans folds, so that a wording found in it can be used in all the others.
 */
export function residualGroups(
  comparisons: readonly Comparison[],
  labels: Int8Array,
  rows: readonly number[],
  folds: Uint8Array,
  size: number,
  count: number,
): number[][] {
  const words = new Map(rows.map(row => [row, differingWords(comparisons[row]!, labels[row]!)]));
  const frequency = new Map<string, number>();
  for (const set of words.values()) for (const word of set) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const weight = (word: string): number => Math.log((rows.length + 1) / frequency.get(word)!) ** 2;
  const norm = new Map(
    [...words].map(([row, set]) => [row, Math.sqrt([...set].reduce((sum, word) => sum + weight(word), 0)) || 1]),
  );
  const likeness = (x: number, y: number): number => {
    let sum = 0;
    for (const word of words.get(x)!) if (words.get(y)!.has(word)) sum += weight(word);
    return sum / (norm.get(x)! * norm.get(y)!);
  };
  const byFold = new Map<number, number[]>();
  for (const row of rows) byFold.set(folds[row]!, [...(byFold.get(folds[row]!) ?? []), row]);
  const groups: { readonly rows: number[]; readonly close: number }[] = [];
  for (const own of byFold.values()) {
    let open = own.slice(0, mostRows);
    while (open.length >= size && groups.length < 20 * count) {
      const [first, ...others] = open;
      const near = others
        .map(row => ({ row, close: likeness(first!, row) }))
        .sort((x, y) => y.close - x.close || x.row - y.row)
        .slice(0, size - 1);
      const members = [first!, ...near.map(({ row }) => row)];
      groups.push({ rows: members, close: near.reduce((sum, { close }) => sum + close, 0) });
      open = open.filter(row => !members.includes(row));
    }
  }
  return groups
    .sort((x, y) => y.close - x.close)
    .slice(0, count)
    .map(group => group.rows);
}
