import type { Comparison } from '../../dataset/comparison.ts';
import { textOf } from '../../dataset/comparison.ts';
import { randomFrom } from '../random.ts';

/**
 * Number of the group of each comparison: those with the same prompt (letter case and spacing aside) share one, so that
 * no prompt is on both sides of a split. Without a prompt, the pair of texts is the group.
 */
export function promptGroups(comparisons: readonly Comparison[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(comparisons, ({ prompt, key, listId }) => {
    const text = textOf(prompt).toLowerCase().replaceAll(/\s+/gu, ' ').trim();
    const name = text === '' ? `\n${listId ?? key}` : text;
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, numbers.size);
    return numbers.size - 1;
  });
}

/** Number of the group of each comparison where prompts are too few to be kept together: those of one pair or list share one. */
export function pairGroups(comparisons: readonly Comparison[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(comparisons, ({ key, listId }) => {
    const name = listId === undefined ? key : `\n${listId}`;
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return numbers.get(name)!;
  });
}

/**
 * Splits rows into `count` folds that keep groups whole: groups in random order, each to the smallest fold so far.
 * Returns the fold of each of `rows`.
 */
export function groupFolds(rows: Int32Array, groups: Int32Array, count: number, seed: number): Uint8Array {
  const sizes = new Map<number, number>();
  for (const row of rows) sizes.set(groups[row]!, (sizes.get(groups[row]!) ?? 0) + 1);
  const random = randomFrom(seed);
  const order = [...sizes.keys()].map(group => ({ group, key: random() })).sort((x, y) => x.key - y.key);
  const totals = new Array<number>(count).fill(0);
  const foldOf = new Map<number, number>();
  for (const { group } of order) {
    const fold = totals.indexOf(Math.min(...totals));
    totals[fold]! += sizes.get(group)!;
    foldOf.set(group, fold);
  }
  return Uint8Array.from(rows, row => foldOf.get(groups[row]!)!);
}
