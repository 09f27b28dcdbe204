import type { Comparison } from '../../dataset/comparison.ts';

/** No verdict. */
export const silent = 2;

/** What one judge said along the comparisons. */
export interface Judge {
  readonly name: string;
  /** Judges that share what stands before the first `/`: runs of one model under several prompts. */
  readonly family: string;
  /** +1 for a, -1 for b, 0 for a tie, `silent` for none; with the responses in the record's order. */
  readonly first: Int8Array;
  /** The same with the responses shown the other way round; null where no comparison has it. */
  readonly swapped: Int8Array | null;
}

const swapEnding = /[|:_ -]\(?swap(?:ped)?\)?$/i;

/** A judge as other comparisons showed it. */
export interface KnownJudge {
  readonly name: string;
  /** Whether it was asked in both orders. */
  readonly bothOrders: boolean;
}

/**
 * Judges that the comparisons name, in order of first appearance. A run named as another with `|swap` behind is that judge's
 * second order.
 *
 * @param known - judges in order, where they are known from other comparisons; then no others are taken, nor other orders
 */
export function judgeTable(comparisons: readonly Comparison[], known?: readonly KnownJudge[]): Judge[] {
  const silence = (): Int8Array => new Int8Array(comparisons.length).fill(silent);
  const judges = new Map<string, { first: Int8Array; swapped: Int8Array | null }>();
  for (const { name, bothOrders } of known ?? []) {
    judges.set(name, { first: silence(), swapped: bothOrders ? silence() : null });
  }
  // A judge may be called so: "GPT-4/Swap" is a prompt of its own where no run is called "GPT-4".
  const runs = new Set(
    known?.map(({ name }) => name) ??
      comparisons.flatMap(({ opinions }) => (opinions === undefined ? [] : Object.keys(opinions))),
  );
  for (const [i, { opinions }] of comparisons.entries()) {
    if (opinions === undefined) continue;
    for (const [run, says] of Object.entries(opinions)) {
      const base = run.replace(swapEnding, '');
      const name = runs.has(base) ? base : run;
      let judge = judges.get(name);
      if (judge === undefined) {
        if (known !== undefined) continue;
        judge = { first: silence(), swapped: null };
        judges.set(name, judge);
      }
      const value = says === 'a' ? 1 : says === 'b' ? -1 : 0;
      if (name === run) judge.first[i] = value;
      else {
        if (known === undefined) judge.swapped ??= silence();
        if (judge.swapped !== null) judge.swapped[i] = value;
      }
    }
  }
  return [...judges].map(([name, orders]) => ({ name, family: name.split('/')[0]!, ...orders }));
}

/** Vote of a judge on a comparison, -1 to 1: the mean over both orders, so that a judge that sides with a place says nothing. */
export function voteOf({ first, swapped }: Judge, row: number): number {
  const one = first[row] === silent ? 0 : first[row]!;
  if (swapped === null) return one;
  return (one + (swapped[row] === silent ? 0 : swapped[row]!)) / 2;
}
