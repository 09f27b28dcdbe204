import type { Message } from '../dataset/comparison.ts';
import type { Folds } from './folds.ts';
import { Groups } from './groups.ts';
import type { Items } from './items.ts';
import { plainWords } from './plainWords.ts';
import { Random } from './random.ts';
import { nearDuplicates } from './similar.ts';

/** Which comparisons must stay together when a dataset is cut into folds. */
export interface Partition {
  /** Group of each comparison for members that read texts: prompts and near-duplicate prompts together, and lists. */
  readonly text: Int32Array;
  /** Group of each comparison for members that know which texts won: the unordered pair of texts, and lists. */
  readonly pair: Int32Array;
  /** How the text groups were made, for the report. */
  readonly rule: string;
}

function firstAsk(messages: readonly Message[]): string {
  return plainWords((messages.find(m => m.role === 'user') ?? messages[0])?.content ?? '');
}

/** Largest share of a dataset that one group may hold; a rule that would exceed it is not applied. */
const largestShare = 0.25;

/**
 * Groups comparisons. Prompts are the same if they are equal, open with the same turn of the user, or are near-duplicates
 * (estimated Jaccard of 4-word shingles at least 0.7). A file whose prompts are all alike (or missing) would fall into
 * one group; it is grouped by the texts of the pair instead. The comparisons of one list are together under every rule: they
 * are one judgement, and of a > b and b > c the label of a and c follows.
 *
 * @param lists - the list that each comparison is of, if any
 */
export function partitionOf(items: Items, lists: readonly (string | undefined)[] = []): Partition {
  const n = items.a.length;
  const textIds = new Map<string, number>();
  const textId = Int32Array.from(items.texts, text => {
    let id = textIds.get(text);
    if (id === undefined) {
      id = textIds.size;
      textIds.set(text, id);
    }
    return id;
  });
  const pairGroups = new Groups(n);
  const firstOfPair = new Map<string, number>();
  for (let i = 0; i < n; i++) {
    const a = textId[items.a[i]!]!;
    const b = textId[items.b[i]!]!;
    joinBy(pairGroups, firstOfPair, a < b ? `${a},${b}` : `${b},${a}`, i);
  }
  const firstOfList = new Map<string, number>();
  for (const [i, list] of lists.entries()) if (list !== undefined) joinBy(pairGroups, firstOfList, list, i);
  const pair = pairGroups.numbered();
  const fits = (groups: Groups): boolean => groups.largest() <= Math.max(largestShare * n, 2);

  const asks = items.prompts.map(firstAsk);
  const joins: { rule: string; keys: (number | string | null)[] }[] = [
    { rule: 'equal prompts', keys: Array.from(items.promptOfRow, p => (blank(items.prompts[p]!) ? null : p)) },
    { rule: 'the same first turn', keys: Array.from(items.promptOfRow, p => asks[p] || null) },
    { rule: 'near-duplicate prompts', keys: nearPrompts(items) },
  ];
  let accepted: { keys: (number | string | null)[] }[] = [];
  const rules: string[] = [];
  let groups = grouped(pair, accepted);
  for (const join of joins) {
    const attempt = grouped(pair, [...accepted, join]);
    if (!fits(attempt)) continue;
    accepted = [...accepted, join];
    groups = attempt;
    rules.push(join.rule);
  }
  return { text: groups.numbered(), pair, rule: rules.length > 0 ? rules.join(', ') : 'the pair of texts' };
}

function blank(messages: readonly Message[]): boolean {
  return messages.every(m => m.content.trim() === '');
}

function nearPrompts(items: Items): number[] {
  const whole = items.prompts.map(messages => messages.map(m => m.content).join('\n'));
  const groups = new Groups(whole.length);
  for (const [i, j] of nearDuplicates(whole, 0.7)) groups.join(i, j);
  return Array.from(items.promptOfRow, p => groups.find(p));
}

function grouped(pair: Int32Array, joins: readonly { keys: (number | string | null)[] }[]): Groups {
  const groups = new Groups(pair.length);
  const firsts = new Map<number, number>();
  for (let i = 0; i < pair.length; i++) joinBy(groups, firsts, pair[i]!, i);
  for (const { keys } of joins) {
    const seen = new Map<number | string, number>();
    for (const [i, key] of keys.entries()) if (key !== null) joinBy(groups, seen, key, i);
  }
  return groups;
}

function joinBy<K>(groups: Groups, firsts: Map<K, number>, key: K, row: number): void {
  const first = firsts.get(key);
  if (first === undefined) firsts.set(key, row);
  else groups.join(first, row);
}

/**
 * Deals groups into folds of nearly equal size: groups in random order, larger ones first, each to the smallest fold.
 *
 * @param groups - group of each comparison
 * @param counted - comparisons that count toward the size of a fold (those with a winner)
 */
export function dealFolds(groups: Int32Array, counted: Int8Array, count: number, seed: number): Folds {
  const sizes = new Map<number, number>();
  for (let i = 0; i < groups.length; i++) {
    sizes.set(groups[i]!, (sizes.get(groups[i]!) ?? 0) + (counted[i] === 0 ? 0 : 1));
  }
  const random = new Random(seed);
  const order = random.shuffle([...sizes.keys()]);
  // Ties keep their shuffled order, because sort is stable.
  order.sort((x, y) => sizes.get(y)! - sizes.get(x)!);
  const folds = Math.max(2, Math.min(count, order.length));
  const load = new Float64Array(folds);
  const foldOf = new Map<number, number>();
  for (const group of order) {
    let least = random.below(folds);
    for (let k = 0; k < folds; k++) if (load[k]! < load[least]!) least = k;
    foldOf.set(group, least);
    load[least]! += sizes.get(group)! + 1e-6;
  }
  return { count: folds, of: Uint8Array.from(groups, group => foldOf.get(group)!) };
}
