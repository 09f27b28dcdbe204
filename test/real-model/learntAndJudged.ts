import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readAll } from '../../src/audit/readAll.ts';
import type { Comparison } from '../../src/dataset/comparison.ts';
import { openDataset } from '../../src/dataset/openDataset.ts';
import { sharedData } from '../support/sharedData.ts';
import type { TemporaryFolder } from '../support/temporaryFolder.ts';

/** A file of comparisons, and what is in it. */
export interface ReadFile {
  readonly path: string;
  readonly comparisons: readonly Comparison[];
}

/** Comparisons to fit a reward model on, and others for it to judge: real ones where they are there, else the samples. */
export async function learntAndJudged(
  folder: TemporaryFolder,
): Promise<{ readonly learnt: ReadFile; readonly judged: ReadFile }> {
  const data = sharedData();
  const text =
    data === null
      ? readFileSync('samples/helpdesk.jsonl', 'utf8')
      : gunzipSync(readFileSync(join(data, 'hh-helpful-base.test.jsonl.gz'))).toString('utf8');
  const lines = text.trim().split('\n').slice(0, 320);
  const first = Math.floor(0.375 * lines.length);
  const read = async (name: string, part: readonly string[]): Promise<ReadFile> => {
    const path = folder.write(name, `${part.join('\n')}\n`);
    const dataset = await openDataset(path, { storage: folder.path });
    const rows = await readAll(dataset, () => undefined).finally(() => dataset.close());
    return { path, comparisons: rows.flatMap(row => (row.kind === 'comparison' ? row.comparison : [])) };
  };
  return {
    learnt: await read('learnt.jsonl', lines.slice(0, first)),
    judged: await read('judged.jsonl', lines.slice(first)),
  };
}
