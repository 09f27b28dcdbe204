import { type Comparison, chosenSide, textOf } from '../../dataset/comparison.ts';
import { styleFeatures, styleOf } from '../features/style.ts';
import type { Estimate } from '../figures.ts';
import { itemsOf } from '../items.ts';
import { Pace } from '../pace.ts';
import { normalCdf } from '../strength/normal.ts';
import { equalContent } from './equalContent.ts';
import { factors } from './factors.ts';

/** How far one group of labels follows one factor. */
export interface FactorInfluence {
  readonly factor: string;
  /**
   * (labels for the side with more of it - labels for the side with less) / all labels, -1 to 1; labels where both sides
   * have as much count in the denominator. Interval (95 %) clustered by prompt; `n` labels.
   */
  readonly tau: Estimate;
  /** Labels where the sides differ in it. */
  readonly differing: number;
  /** Two-sided p of tau = 0, by Holm's method over the factors of the group. */
  readonly pHolm: number;
}

/** The factors of one group of labels, by the size of their influence. */
export interface FactorGroup {
  /** Value of the column; null for all labels together. */
  readonly group: string | null;
  readonly n: number;
  readonly factors: readonly FactorInfluence[];
}

/** What factors the labels follow, in all and by group. */
export interface FactorTable {
  readonly by: string | null;
  /** Only labels of pairs that say about the same. */
  readonly equalContent: boolean;
  readonly groups: readonly FactorGroup[];
  /** Values of the column with too few labels. */
  readonly small: number;
}

export interface FactorOptions {
  /** `annotator`, `source`, or a field of the records. */
  readonly by?: string;
  readonly equalContent?: boolean;
  readonly signal?: AbortSignal;
}

interface Vote {
  readonly at: number;
  /** 1 for a, -1 for b. */
  readonly side: 1 | -1;
  readonly group: string | null;
}

const leastVotes = 20;
const z = 1.959964;

/**
 * Factor-level preference alignment (PROFILE, 2410.06965): Kendall's tau between what a label prefers and which side has more
 * of a factor. It says what goes with labels, not what causes them, and factors go with one another.
 */
export async function factorTable(
  comparisons: readonly Comparison[],
  { by, equalContent: equal = false, signal }: FactorOptions = {},
): Promise<FactorTable> {
  const pace = new Pace(signal);
  const items = itemsOf(comparisons);
  const style = await styleOf(items, pace);
  const votes: Vote[] = [];
  for (const [at, comparison] of comparisons.entries()) {
    await pace.step();
    if (equal && !equalContent(textOf(comparison.a.messages), textOf(comparison.b.messages))) continue;
    votes.push(...votesOf(comparison, at, by));
  }
  const columns = factors.map(({ feature }) => styleFeatures.findIndex(({ name }) => name === feature));
  const value = (item: number, column: number): number => style.values[item * style.width + column]!;
  const signs = columns.map(column =>
    Int8Array.from(comparisons, (_, at) => Math.sign(value(items.a[at]!, column) - value(items.b[at]!, column))),
  );
  const groupOf = (group: string | null, own: readonly Vote[]): FactorGroup => ({
    group,
    n: own.length,
    factors: influences(own, signs, items.promptOfRow),
  });
  const named = new Map<string, Vote[]>();
  for (const vote of votes) {
    if (vote.group === null) continue;
    const own = named.get(vote.group) ?? [];
    own.push(vote);
    named.set(vote.group, own);
  }
  const large = [...named].filter(([, own]) => own.length >= leastVotes);
  return {
    by: by ?? null,
    equalContent: equal,
    groups: [
      ...(votes.length === 0 ? [] : [groupOf(null, votes)]),
      ...large.sort((x, y) => y[1].length - x[1].length).map(([group, own]) => groupOf(group, own)),
    ],
    small: named.size - large.length,
  };
}

function votesOf({ annotations, label, source, fields }: Comparison, at: number, by: string | undefined): Vote[] {
  const field = by !== undefined && Object.hasOwn(fields, by) ? fields[by] : null;
  const column = by === 'source' ? (source ?? null) : field === null || field === undefined ? null : String(field);
  const votes = annotations.flatMap((annotation): Vote[] => {
    const side = chosenSide(annotation.label);
    if (side === null) return [];
    return [{ at, side: side === 'a' ? 1 : -1, group: by === 'annotator' ? annotation.annotator : column }];
  });
  if (annotations.some(annotation => annotation.label !== null)) return votes;
  const side = chosenSide(label);
  return side === null ? [] : [{ at, side: side === 'a' ? 1 : -1, group: by === 'annotator' ? null : column }];
}

function influences(votes: readonly Vote[], signs: readonly Int8Array[], promptOf: Int32Array): FactorInfluence[] {
  const found = factors.map(({ name }, k) => {
    const sign = signs[k]!;
    const prompts = new Map<number, { sum: number; n: number }>();
    let sum = 0;
    let differing = 0;
    for (const { at, side } of votes) {
      const agrees = side * sign[at]!;
      const prompt = prompts.get(promptOf[at]!) ?? { sum: 0, n: 0 };
      prompt.sum += agrees;
      prompt.n++;
      prompts.set(promptOf[at]!, prompt);
      sum += agrees;
      if (agrees !== 0) differing++;
    }
    const n = votes.length;
    const tau = sum / n;
    // Ratio estimate over prompts; with a single prompt nothing can be told of its spread.
    let square = 0;
    for (const prompt of prompts.values()) square += (prompt.sum - tau * prompt.n) ** 2;
    const clusters = prompts.size;
    const se = clusters < 2 ? Number.POSITIVE_INFINITY : Math.sqrt((square * clusters) / (clusters - 1)) / n;
    const p = tau === 0 ? 1 : se === 0 ? 2 ** (1 - clusters) : 2 * normalCdf(-Math.abs(tau) / se);
    return {
      factor: name,
      tau: { value: tau, low: Math.max(-1, tau - z * se), high: Math.min(1, tau + z * se), n },
      differing,
      p: Math.min(p, 1),
    };
  });
  const held = holm(found.map(({ p }) => p));
  return found
    .map(({ p: _, ...figures }, k): FactorInfluence => ({ ...figures, pHolm: held[k]! }))
    .sort((x, y) => Math.abs(y.tau.value) - Math.abs(x.tau.value));
}

/** Holm's adjusted p-values (1979), along the values. */
export function holm(values: readonly number[]): number[] {
  const adjusted = values.map(() => 1);
  let least = 0;
  const order = [...values.keys()].sort((x, y) => values[x]! - values[y]!);
  for (const [rank, at] of order.entries()) {
    least = Math.min(1, Math.max(least, (values.length - rank) * values[at]!));
    adjusted[at] = least;
  }
  return adjusted;
}
