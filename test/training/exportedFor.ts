import { join } from 'node:path';
import { targets } from '../../src/dataset/targets.ts';
import { exportForTraining } from '../../src/export/exportForTraining.ts';
import type { TrainingExport } from '../../src/export/trainingExport.ts';
import type { TemporaryFolder } from '../support/temporaryFolder.ts';
import { opened } from '../unit/dataset/openFixture.ts';
import { auditOf, knownRate } from '../unit/export/audits.ts';

/** Thirty comparisons, audited and split, exported in a format. */
export async function exportedFor(id: string, folder: TemporaryFolder): Promise<TrainingExport> {
  const records = Array.from({ length: 30 }, (_, i) =>
    JSON.stringify({
      prompt: `Name river ${i}.`,
      chosen: `River ${i}, "of course" ✓`,
      rejected: `No ${i}`,
      margin: i,
    }),
  );
  const dataset = await opened(folder.write(`${id}.source.jsonl`, `${records.join('\n')}\n`));
  try {
    const rows = await dataset.read(0, 99);
    const comparisons = rows.flatMap(row => (row.kind === 'comparison' ? [row.comparison] : []));
    const audit = auditOf(comparisons, knownRate, () => ({ pWrong: 0.07, pWrongRange: [0, 0.2] }));
    const filter = { drop: [], keep: [], passing: null };
    const target = targets.find(one => one.id === id)!;
    const choice = { target, filter, split: { testShare: 0.2, seed: 0 }, card: null };
    const source = { dataset, rows, decisions: new Map(), audit };
    return await exportForTraining(source, choice, join(folder.path, `${id}.jsonl`));
  } finally {
    await dataset.close();
  }
}
