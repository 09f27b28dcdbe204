import { realpath, rm } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { atomicWrite } from '../dataset/atomicWrite.ts';
import type { Comparison } from '../dataset/comparison.ts';
import { sidecarPath } from '../dataset/sidecar.ts';
import { type MadeRecord, makeRecords } from '../dataset/writeTarget.ts';
import { dataCard } from './dataCard.ts';
import { ExportError } from './exportError.ts';
import { cardPath, partPath } from './filePaths.ts';
import { hashesOf, hashOf } from './hashOf.ts';
import { noiseOf } from './noiseOf.ts';
import { selectRows } from './selectRows.ts';
import { smoothingOf } from './smoothing.ts';
import { type Split, splitByPrompt } from './splitByPrompt.ts';
import { strengthened } from './strengthened.ts';
import { trainerLines } from './trainerLines.ts';
import type { TrainingChoice, TrainingExport, TrainingSource, WrittenFile } from './trainingExport.ts';
import { type ExportProgress, writePart } from './writePart.ts';

/**
 * Exports comparisons for training: filters, splits, writes one file or two, and a data card beside them. Each file appears
 * whole or not at all, and none stays where a later one fails.
 *
 * @param out - the file to write; of a split, `NAME.train.EXT` and `NAME.test.EXT` are written instead; the card is `NAME.card.md`
 * @throws ExportError where it can't be made as asked for
 */
export async function exportForTraining(
  source: TrainingSource,
  choice: TrainingChoice,
  out: string,
  { signal, onProgress }: ExportProgress = {},
): Promise<TrainingExport> {
  await refuseOverwriting(source, choice, out);
  const selection = selectRows(source.rows, source.decisions, source.audit, choice.filter);
  const { comparisons, soft, remarks } = strengthened(selection.comparisons, source, choice);
  const { target } = choice;
  const made =
    target === null
      ? { made: comparisons.map(one => ({ comparisons: [one], records: [] })), refused: none, lost: none }
      : await makeRecords(comparisons, target, signal);
  if (made.made.length === 0 && (target !== null || selection.malformed.length === 0)) {
    const reasons = [...made.refused].map(([why, n]) => `${n} (${why})`);
    throw new ExportError(
      reasons.length === 0
        ? 'There is no comparison to write. Keep other comparisons.'
        : `No comparison can be written as ${target!.id}: ${reasons.join('; ')}. Choose another format, or keep other comparisons.`,
      'nothing',
    );
  }
  const written = made.made.flatMap(one => one.comparisons);
  const split = choice.split === null ? null : splitByPrompt(written, choice.split);
  const parts = partsOf(made.made, written, split);
  let notExpressed = 0;
  const files: WrittenFile[] = [];
  try {
    for (const [part, members] of parts) {
      signal?.throwIfAborted();
      const before = files.length / parts.length;
      const one = await writePart(
        { source, target, selection, soft, part, members, path: partPath(out, part) },
        {
          ...(signal && { signal }),
          onProgress: share => onProgress?.(before + share / parts.length),
        },
      );
      files.push(one.file);
      notExpressed += one.notExpressed;
    }
    const [noise, testNoise = null] = parts.map(([, members]) =>
      noiseOf(
        members.flatMap(one => one.comparisons),
        source.decisions,
        source.audit,
      ),
    );
    const trainers = trainerLines(target?.id ?? '', {
      train: basename(files[0]!.path),
      test: split === null ? null : basename(files[1]!.path),
      smoothing: smoothingOf(noise!),
      unpaired: countUnpaired(parts[0]![1]),
      margin: target?.id === 'margin' ? remarks.join(' ') : null,
    });
    const result = {
      files,
      selection,
      unreadable: target === null && split === null ? 0 : selection.malformed.length,
      refused: made.refused,
      lost: made.lost,
      notExpressed,
      split,
      noise: noise!,
      testNoise,
      trainers,
      remarks,
    };
    if (choice.card === null) return { ...result, card: null };
    const card = cardPath(out);
    const text = dataCard({
      source,
      choice,
      card: choice.card,
      result,
      read: await hashesOf(source.dataset.path, signal),
      review:
        source.decisions.size === 0 ? null : await hashOf(sidecarPath(source.dataset.path), signal).catch(() => null),
      written,
    });
    await atomicWrite(card, handle => handle.writeFile(text));
    return { ...result, card };
  } catch (error) {
    for (const { path } of files) await rm(path, { force: true });
    throw error;
  }
}

const none: ReadonlyMap<string, number> = new Map();

/** What goes to each file; a list is on one side as a whole. */
function partsOf(
  made: readonly MadeRecord[],
  written: readonly Comparison[],
  split: Split | null,
): [WrittenFile['part'], MadeRecord[]][] {
  if (split === null) return [['all', [...made]]];
  const inTest = new Set(written.filter((_, i) => split.test[i] === 1));
  const isTest = ({ comparisons }: MadeRecord): boolean => inTest.has(comparisons[0]!);
  return [
    ['train', made.filter(one => !isTest(one))],
    ['test', made.filter(isTest)],
  ];
}

/** Good and bad responses, where each is a record of its own. */
function countUnpaired(made: readonly MadeRecord[]): { good: number; bad: number } | null {
  const labels = made.flatMap(one => one.records.map(record => (record as { label?: unknown }).label));
  if (labels.some(label => typeof label !== 'boolean')) return null;
  const good = labels.filter(label => label === true).length;
  return { good, bad: labels.length - good };
}

/** @throws ExportError where a file that would be written is the dataset, its review file, or one of its shards */
async function refuseOverwriting(
  { dataset }: TrainingSource,
  { split, card }: TrainingChoice,
  out: string,
): Promise<void> {
  const real = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));
  const own = await Promise.all([dataset.path, sidecarPath(dataset.path)].map(real));
  const parts = split === null ? (['all'] as const) : (['train', 'test'] as const);
  const paths = [...parts.map(part => partPath(out, part)), ...(card === null ? [] : [cardPath(out)])];
  for (const path of paths) {
    const there = await real(path);
    if (own.some(one => there === one || there.startsWith(`${one}/`) || there.startsWith(`${one}\\`)))
      throw new ExportError(`${path} belongs to the dataset itself. Choose another name for the export.`);
  }
}
