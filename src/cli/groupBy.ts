import type { Audit } from '../audit/audit.ts';
import { type GroupSplit, groupSplit } from '../audit/groupSplit.ts';
import type { Comparison } from '../dataset/comparison.ts';
import { columnGroups, groupingColumns } from '../reward/populations/columnGroups.ts';
import { UsageError } from './exitCode.ts';

/** The labels of a file split by each of the columns of `--group-by`. */
export async function splitBy(
  comparisons: readonly Comparison[],
  audit: Pick<Audit, 'rows' | 'principles' | 'figures'>,
  columns: readonly string[],
  signal: AbortSignal,
): Promise<GroupSplit[]> {
  const groups: GroupSplit[] = [];
  for (const column of columns) groups.push(await groupSplit(comparisons, audit, column, signal));
  return groups;
}

/** A column that splits nothing is a mistake; the message names some that do. @throws UsageError */
export function refuseUnsplit(path: string, comparisons: readonly Comparison[], column: string): void {
  const { names } = columnGroups(comparisons, column);
  if (names.length >= 2) return;
  const others = groupingColumns(comparisons).slice(0, 12);
  const known =
    others.length === 0 ? 'No column has from 2 to 50 values.' : `Columns to group by: ${others.join(', ')}.`;
  const what = names.length === 0 ? 'there is no such column, or it is empty' : 'it holds one value only';
  throw new UsageError(`--group-by ${JSON.stringify(column)}: ${what} in ${path}. ${known}`);
}
