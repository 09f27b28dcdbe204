import { rm } from 'node:fs/promises';
import { exportRows } from '../dataset/exportRows.ts';
import type { Target } from '../dataset/targets/target.ts';
import { type MadeRecord, writeRecords } from '../dataset/writeTarget.ts';
import { hashOf } from './hashOf.ts';
import type { Selection } from './selectRows.ts';
import type { Strengthened } from './strengthened.ts';
import type { TrainingSource, WrittenFile } from './trainingExport.ts';

/** How an export goes. */
export interface ExportProgress {
  readonly signal?: AbortSignal;
  /** Share done, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** A file of an export, and what goes into it. */
export interface Part {
  readonly source: TrainingSource;
  /** Null: records as they stand. */
  readonly target: Target | null;
  readonly selection: Selection;
  readonly soft: Strengthened['soft'];
  readonly part: WrittenFile['part'];
  readonly members: readonly MadeRecord[];
  readonly path: string;
}

/** Writes a file of an export. It appears whole or not at all. */
export async function writePart(
  { source, target, selection, soft, part, members, path }: Part,
  { signal, onProgress }: ExportProgress,
): Promise<{ readonly file: WrittenFile; readonly notExpressed: number }> {
  let result = { written: 0, notExpressed: 0 };
  if (target === null) {
    const rows = new Set(members.flatMap(one => one.comparisons.map(({ row }) => row)));
    // Lines that can't be read stay with the file that stands for the whole of it.
    if (part === 'all') for (const row of selection.malformed) rows.add(row);
    result = await exportRows(source.dataset, path, {
      decisions: source.decisions,
      keep: ({ row }) => rows.has(row),
      ...(source.originals && { originals: source.originals }),
      ...(source.added && { added: source.added }),
      ...(signal && { signal }),
      onProgress: seen => onProgress?.(seen / Math.max(1, source.rows.length)),
    });
  } else {
    const records = members.flatMap(one =>
      soft === null ? one.records : one.records.map(record => soft(one.comparisons, record)),
    );
    await writeRecords(records, target, path);
    result.written = records.length;
    onProgress?.(1);
  }
  const { bytes, sha256 } = await hashOf(path, signal).catch(async (error: unknown) => {
    await rm(path, { force: true });
    throw error;
  });
  const comparisons = members.reduce((sum, one) => sum + one.comparisons.length, 0);
  return {
    file: { part, path, records: result.written, comparisons, bytes, sha256 },
    notExpressed: result.notExpressed,
  };
}
