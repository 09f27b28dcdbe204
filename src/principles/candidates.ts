import type { Comparison } from '../dataset/comparison.ts';
import { bank } from './bank.ts';
import { conditions, whereConditionsHold } from './conditional/conditions.ts';
import { dependsOn } from './conditional/dependsOn.ts';
import { restrictPrinciple, restrictVotes } from './conditional/restrict.ts';
import { outerFolds } from './evaluate/crossEvaluate.ts';
import type { MeasuredTexts } from './measure/measuredTexts.ts';
import type { PromptMeasures } from './measure/promptMeasures.ts';
import type { Principle, Votes } from './principle.ts';
import type { VotedPrinciple } from './votedPrinciple.ts';

/** All principles that may join a constitution. */
export interface Candidates {
  readonly principles: readonly Principle[];
  /** Along `principles`. */
  readonly columns: readonly Votes[];
  /** Whether a candidate may be selected where an outer fold is held out. */
  selectable(candidate: number, fold: number): boolean;
}

/** What conditional principles are found by. */
export interface ConditionalSearch {
  readonly comparisons: readonly Comparison[];
  /** Where their prompts have been measured. */
  readonly turns: MeasuredTexts<PromptMeasures>;
  readonly labels: Int8Array;
  /** Rows that may be looked at. */
  readonly rows: Int32Array;
  readonly folds: Uint8Array;
}

const everyFold = [...Array(outerFolds).keys()];

/**
 * The measured bank, the principles voted elsewhere, and (where `search` is given) those of both that hold under a condition
 * only. A principle may be selected in a fold if neither its wording nor its condition was found by labels of that fold alone.
 *
 * @param folds outer fold of each comparison
 */
export function candidatesOf(
  measured: ReadonlyMap<string, Votes>,
  extra: readonly VotedPrinciple[],
  folds: Uint8Array,
  search: ConditionalSearch | null,
): Candidates {
  // Of candidates that gain the same the first is selected: one in words of the user or a model before a measured one.
  const principles: Principle[] = [...extra.map(({ principle }) => principle), ...bank];
  const columns: Votes[] = [...extra.map(({ votes }) => votes), ...bank.map(({ id }) => measured.get(id)!)];
  const open: ReadonlySet<number>[] = [
    ...extra.map(({ proposals }) => foldsOpen(proposals, folds)),
    ...bank.map(() => new Set(everyFold)),
  ];
  if (search !== null) addConditional(principles, columns, open, search);
  return { principles, columns, selectable: (candidate, fold) => open[candidate]!.has(fold) };
}

function foldsOpen(proposals: VotedPrinciple['proposals'], folds: Uint8Array): ReadonlySet<number> {
  if (proposals.length === 0) return new Set(everyFold);
  return new Set(everyFold.filter(fold => proposals.some(seen => seen.every(row => folds[row] !== fold))));
}

/** Tests are made once on all rows, for the table, and once per training part, for the folds. */
function addConditional(
  principles: Principle[],
  columns: Votes[],
  open: ReadonlySet<number>[],
  { comparisons, turns, labels, rows, folds }: ConditionalSearch,
): void {
  const held = whereConditionsHold(comparisons, turns);
  const plain = [...columns];
  const foldsOf = new Map<string, Set<number>>();
  const found = new Map<string, { readonly principle: Principle; readonly votes: Votes }>();
  for (const fold of [null, ...everyFold]) {
    const seen = fold === null ? rows : rows.filter(row => folds[row] !== fold);
    for (const { column, condition, scope } of dependsOn(plain, held, labels, seen)) {
      const principle = restrictPrinciple(principles[column]!, conditions.find(({ id }) => id === condition)!, scope);
      const votes = restrictVotes(plain[column]!, held.get(condition)!, scope);
      found.set(principle.id, { principle, votes });
      const known = foldsOf.get(principle.id) ?? new Set<number>();
      if (fold !== null && open[column]!.has(fold)) known.add(fold);
      foldsOf.set(principle.id, known);
    }
  }
  for (const [id, { principle, votes }] of found) {
    principles.push(principle);
    columns.push(votes);
    open.push(foldsOf.get(id)!);
  }
}
