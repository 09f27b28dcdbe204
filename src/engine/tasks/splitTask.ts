import { auditPath, loadAudit } from '../../audit/auditStore.ts';
import { readAll } from '../../audit/readAll.ts';
import { remaining } from '../../audit/remaining.ts';
import { type ReportSplit, reportSplit } from '../../audit/reportSplit.ts';
import { columnGroups } from '../../reward/populations/columnGroups.ts';
import { openTaskFile } from '../openTaskFile.ts';
import type { SplitTask } from '../taskTypes/split.ts';
import { UserError } from '../userError.ts';
import { basisRows } from './basisRows.ts';

/** Reads the file and posts its labels split by a column. */
export async function splitTask(task: SplitTask, post: (split: ReportSplit) => Promise<void>): Promise<void> {
  const { basis, column } = task;
  const dataset = await openTaskFile({ ...task.file, written: basis.written });
  try {
    const audit =
      task.audit === 'stored' ? (await loadAudit(auditPath(task.file.storage, dataset)))?.audit : task.audit;
    if (audit === undefined) throw new UserError('The audit of this file is no longer there. Run it again.');
    const rows = await basisRows(dataset, await readAll(dataset, () => undefined), basis);
    const comparisons = remaining(rows, new Map(basis.decisions));
    if (column !== null && columnGroups(comparisons, column).names.length < 2) {
      throw new UserError(`The column ${JSON.stringify(column)} does not hold two values in this file.`);
    }
    await post(await reportSplit(comparisons, audit, column));
  } finally {
    await dataset.close();
  }
}
