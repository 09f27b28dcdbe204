import { readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { factsOf } from '../../audit/factsOf.ts';
import type { Row } from '../../dataset/row.ts';
import { removeLeftTemporary, temporaryName } from '../../dataset/temporaryName.ts';
import { writeFactsFile } from '../../table/factsFile.ts';
import { factsLines } from '../../table/factsLines.ts';
import { factsPlace } from '../factsPlace.ts';
import { openTaskFile } from '../openTaskFile.ts';
import type { KeepFactsTask } from '../taskTypes/keepFacts.ts';
import type { TaskFile } from '../taskTypes/taskFile.ts';

/** Days that facts are kept after the file was last opened. */
const daysKept = 30;

/** Keeps facts for the next opening of the file, unless it changed meanwhile. */
export async function keepFactsTask({ file, rows, from, target }: KeepFactsTask): Promise<void> {
  const temporary = temporaryName(target);
  const lines = from.kind === 'read' ? from.lines : temporaryName(target);
  try {
    await removeLeftTemporary(dirname(target));
    if (from.kind === 'changed') await writeFile(lines, await linesOf(file, from.changed));
    await writeFactsFile({ lines, others: from.kind === 'changed' ? from.others : null, rows }, temporary);
    if ((await factsPlace(file)) !== target) return;
    await rename(temporary, target);
    await removeOld(target);
  } finally {
    for (const left of [temporary, lines]) await rm(left, { force: true });
  }
}

async function linesOf(file: TaskFile, rows: readonly number[]): Promise<string> {
  const dataset = await openTaskFile(file);
  try {
    await dataset.ready;
    const read: Row[] = [];
    for (const row of rows) read.push(...(await dataset.read(row, 1)));
    return factsLines(read.map(factsOf));
  } finally {
    await dataset.close();
  }
}

/** Removes what is kept of the file's earlier contents, and of files that were not opened for long. */
async function removeOld(target: string): Promise<void> {
  const folder = dirname(target);
  const [name, file] = [basename(target), basename(target).replace(/-.*/, '-')];
  for (const other of await readdir(folder)) {
    if (other === name || !other.endsWith('.parquet')) continue;
    const used = await stat(join(folder, other)).catch(() => null);
    const unused = used !== null && Date.now() - used.mtimeMs > daysKept * 86_400_000;
    if (unused || other.startsWith(file)) await rm(join(folder, other), { force: true });
  }
}
