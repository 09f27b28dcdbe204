import { basename } from 'node:path';
import { comparedDataset } from '../../audit/comparedDataset.ts';
import { keptVotes } from '../../audit/keptVotes.ts';
import { readAll } from '../../audit/readAll.ts';
import { remaining } from '../../audit/remaining.ts';
import { reviewDecisions } from '../../audit/reviewDecisions.ts';
import type { Row } from '../../dataset/row.ts';
import { SidecarIndex, sidecarPath } from '../../dataset/sidecar.ts';
import type { Decision } from '../../edits/decision.ts';
import { compareDatasets } from '../../principles/compare/compareDatasets.ts';
import { comparisonMarkdown } from '../../principles/compare/comparisonMarkdown.ts';
import type { ComparedDataset } from '../../principles/compare/crossReconstruction.ts';
import { openTaskFile } from '../openTaskFile.ts';
import type { CompareTask } from '../taskTypes/compare.ts';
import type { TaskFile } from '../taskTypes/taskFile.ts';
import { basisRows } from './basisRows.ts';

/** Reads both files and posts the comparison. The other file is read with the decisions of its review file. */
export async function compareTask(task: CompareTask, post: (markdown: string) => Promise<void>): Promise<void> {
  const { file, basis, other, seed } = task;
  const names = basename(file.path) === basename(other) ? [file.path, other] : [basename(file.path), basename(other)];
  const one = await read({ ...file, written: basis.written }, names[0]!, seed, async (dataset, rows) => ({
    rows: await basisRows(dataset, rows, basis),
    decisions: new Map(basis.decisions),
  }));
  const elsewhere = { path: other, storage: file.storage };
  const second = await read(elsewhere, names[1]!, seed, async (_, rows) => ({
    rows,
    decisions: reviewDecisions(await SidecarIndex.read(sidecarPath(other)), rows),
  }));
  await post(comparisonMarkdown(compareDatasets(one, second, seed), one, second));
}

type Opened = Awaited<ReturnType<typeof openTaskFile>>;
type Decided = { readonly rows: readonly Row[]; readonly decisions: ReadonlyMap<number, Decision> };

async function read(
  file: TaskFile,
  name: string,
  seed: number,
  decided: (dataset: Opened, rows: readonly Row[]) => Promise<Decided>,
): Promise<ComparedDataset> {
  const dataset = await openTaskFile(file);
  try {
    const { rows, decisions } = await decided(dataset, await readAll(dataset, () => undefined));
    const comparisons = remaining(rows, decisions);
    const kept = await keptVotes(file.storage, file.path, comparisons);
    return await comparedDataset(name, comparisons, kept, { seed });
  } finally {
    await dataset.close();
  }
}
