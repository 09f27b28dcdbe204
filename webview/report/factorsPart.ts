import type { GroupSplit } from '../../src/audit/groupSplit.ts';
import type { ReportSplit } from '../../src/audit/reportSplit.ts';
import type { FactorTable } from '../../src/reward/degree/factorTable.ts';
import { factorMatrix } from './factorMatrix.ts';

/** Groups beside each other. */
const mostGroups = 8;

/** What factors the labels of each value of the column go with, all labels first. */
export function factorsPart(
  { groups, by }: FactorTable,
  { conditions }: Pick<ReportSplit, 'conditions'>,
  split: GroupSplit,
): HTMLElement {
  const conditionOf = new Map(split.groups.map(({ name }, at) => [name, conditions[at] ?? null]));
  return factorMatrix(
    `What the labels of each ${by ?? 'group'} go with`,
    groups.slice(0, mostGroups).map(({ group, n, factors }) => ({
      name: group ?? 'all labels',
      n,
      factors,
      condition: group === null ? null : (conditionOf.get(group) ?? null),
    })),
  );
}
