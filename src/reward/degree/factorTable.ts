import { type Comparison, textOf } from '../../dataset/comparison.ts';
import { styleOf } from '../features/style.ts';
import { itemsOf } from '../items.ts';
import { Pace } from '../pace.ts';
import { equalContent } from './equalContent.ts';
import { type FactorInfluence, factorInfluences } from './factorInfluence.ts';
import { factorSigns } from './factorSigns.ts';
import { type GroupedLabel, groupedLabels } from './groupedLabels.ts';

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

const leastVotes = 20;

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
  const votes: GroupedLabel[] = [];
  for (const [at, comparison] of comparisons.entries()) {
    await pace.step();
    if (equal && !equalContent(textOf(comparison.a.messages), textOf(comparison.b.messages))) continue;
    votes.push(...groupedLabels(comparison, at, by));
  }
  const signs = factorSigns(
    style,
    comparisons.map((_, at) => [items.a[at]!, items.b[at]!] as const),
  );
  const groupOf = (group: string | null, own: readonly GroupedLabel[]): FactorGroup => ({
    group,
    n: own.length,
    factors: factorInfluences(
      { at: own.map(({ at }) => at), side: own.map(({ side }) => side) },
      signs,
      items.promptOfRow,
    ),
  });
  const named = new Map<string, GroupedLabel[]>();
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
