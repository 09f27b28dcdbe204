import type { Comparison } from '../dataset/comparison.ts';
import { type FactorTable, factorTable } from '../reward/degree/factorTable.ts';
import { columnGroups, groupingColumns } from '../reward/populations/columnGroups.ts';
import type { Audit } from './audit.ts';
import { groupCondition } from './groupCondition.ts';
import { type GroupSplit, groupSplit } from './groupSplit.ts';

/** The labels of a file by a column, as the report shows them. */
export interface ReportSplit {
  /** Columns that hold from 2 to 50 values. */
  readonly columns: readonly string[];
  /** Null where no column was asked for, and none is a context. */
  readonly split: GroupSplit | null;
  /** Condition over the table for each group of the split, in order; null where the table can't tell it. */
  readonly conditions: readonly (string | null)[];
  /** What factors each group's labels follow; null without a split, or where labels can't be grouped so. */
  readonly factors: FactorTable | null;
}

/** Columns that say in which role or for whom a response was to be written. */
const contexts =
  /^(system|system_prompt|system_message|persona|personality|character|role|context|profile|user_profile)$/i;

/**
 * Splits labels by a column.
 *
 * @param comparisons - those that the audit is of
 * @param column - null: the first that is a context, if there is one
 */
export async function reportSplit(
  comparisons: readonly Comparison[],
  audit: Pick<Audit, 'rows' | 'principles' | 'figures'>,
  column: string | null,
  signal?: AbortSignal,
): Promise<ReportSplit> {
  const columns = groupingColumns(comparisons);
  const by = column ?? columns.find(name => contexts.test(name)) ?? null;
  if (by === null) return { columns, split: null, conditions: [], factors: null };
  const split = await groupSplit(comparisons, audit, by, signal);
  const factors = await factorTable(withColumn(comparisons, by), { by, ...(signal && { signal }) });
  return {
    columns,
    split,
    conditions: split.groups.map(({ name }) => groupCondition(comparisons, by, name)),
    factors: factors.groups.length > 1 ? factors : null,
  };
}

/** Comparisons that hold a column as a field: what is no field of the record is made one. Those of two groups are in none. */
function withColumn(comparisons: readonly Comparison[], column: string): readonly Comparison[] {
  const { names, of } = columnGroups(comparisons, column);
  return comparisons.map((comparison, place) => {
    const [only, second] = of[place]!;
    const value = only === undefined || second !== undefined ? null : names[only]!;
    return { ...comparison, fields: { [column]: value } };
  });
}
