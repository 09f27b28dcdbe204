import {
  auditColumns,
  type Column,
  factColumns,
  marginColumn,
  objectiveColumnNames,
  verdictColumns,
} from './columns.ts';
import type { AuditShape } from './records.ts';

/** Columns of the view that filters see, with what each holds: facts, audit, margins by member and by objective, verdicts. */
export function viewColumns({ members, objectives }: AuditShape): Column[] {
  const margins = members.map(id => ({
    name: marginColumn(id),
    type: 'DOUBLE',
    about: `Calibrated margin of the member "${id}", chosen minus rejected (logits); null where it has no opinion.`,
  }));
  const byObjective = objectiveColumnNames(objectives).map((name, k) => ({
    name,
    type: 'DOUBLE',
    about: `Margin by the objective "${objectives[k]}", chosen minus rejected, in units of its root mean square; null where it says nothing.`,
  }));
  return [...factColumns, ...auditColumns, ...margins, ...byObjective, ...verdictColumns];
}
