import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { appendSidecar, sidecarPath } from '../dataset/sidecar.ts';
import { parseSidecarLine, type SidecarLine } from '../dataset/sidecarLine.ts';
import type { Merged } from '../protocol/review.ts';
import { adoptDecisions } from './adoptDecisions.ts';
import type { OpenDocument } from './openDocument.ts';
import { readConflicts } from './progress.ts';
import { runTask } from './runTask.ts';
import { sameDecision } from './sameDecision.ts';
import { UserError } from './userError.ts';
import type { FactsBatch } from './workerTask.ts';

/** Keys that are looked up before a file is taken for a review of this dataset. */
const probes = 50;

/** A line as it stands in a file and as it reads. */
interface ReadLine {
  readonly text: string;
  readonly line: SidecarLine;
}

/**
 * Adds the lines of another review file to that of the dataset, under the names of their reviewers, and takes them over:
 * where the reviewer has no verdict, the latest of the others counts. Decisions of this session stay as they are. A line
 * that an earlier exchange brought already, or that a later one of the same reviewer replaces, is left out.
 *
 * @throws UserError if the file is not about this dataset
 */
export function merge(doc: OpenDocument, path: string): Promise<Merged> {
  return doc.turns.run(async () => {
    await doc.facts;
    const own = sidecarPath(doc.dataset.path);
    const theirs = await readLines(path, 'required');
    await refuseStrange(doc, path, theirs.lines);
    const added = newLines((await readLines(own, 'optional')).lines, theirs.lines);
    await appendSidecar(own, added);
    const before = new Map(doc.decisions);
    if (added.length > 0) await adopt(doc);
    const changed = [...doc.decisions].filter(([row, now]) => {
      const held = before.get(row);
      return held === undefined || !sameDecision(held, now);
    });
    if (changed.length > 0) doc.announce(changed.map(([row]) => row));
    return {
      added: added.length,
      known: theirs.lines.length - added.length,
      bad: theirs.bad,
      reviewers: [...new Set(added.map(({ reviewer }) => reviewer))].toSorted(),
      decisions: changed,
      conflicts: readConflicts(doc),
      pairs: doc.reviewers.pairs,
    };
  });
}

/** Lines of the other file that ours lacks, and that are later than what ours holds of the same reviewer on the same row. */
function newLines(ours: readonly ReadLine[], theirs: readonly ReadLine[]): SidecarLine[] {
  const known = new Set(ours.map(({ text }) => text));
  const latest = new Map<string, string>();
  const place = ({ key, occurrence, reviewer }: SidecarLine): string => JSON.stringify([key, occurrence, reviewer]);
  for (const { line } of ours) {
    const held = latest.get(place(line));
    if (held === undefined || held < line.at) latest.set(place(line), line.at);
  }
  return theirs.flatMap(({ text, line }) => {
    const held = latest.get(place(line));
    if (known.has(text) || (held !== undefined && held >= line.at)) return [];
    known.add(text);
    // As it stood, with fields that this version does not know.
    return [JSON.parse(text) as SidecarLine];
  });
}

async function readLines(path: string, file: 'required' | 'optional'): Promise<{ lines: ReadLine[]; bad: number }> {
  let content = '';
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    if (file === 'required') throw new UserError(`${basename(path)} can't be read: ${String(error)}`);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const texts = content
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map(text => text.trim())
    .filter(text => text !== '');
  const lines = texts.flatMap(text => {
    const line = parseSidecarLine(text);
    return typeof line === 'string' ? [] : [{ text, line }];
  });
  return { lines, bad: texts.length - lines.length };
}

async function refuseStrange(doc: OpenDocument, path: string, lines: readonly ReadLine[]): Promise<void> {
  const name = basename(path);
  if (lines.length === 0) {
    throw new UserError(`${name} holds no decisions. Choose a review file: its name ends in .review.jsonl.`);
  }
  for (const { line } of lines.slice(0, probes)) {
    for (const key of [line.key, line.newKey]) {
      if (key !== undefined && (await doc.table.rowsOfKey(key)).length > 0) return;
    }
  }
  throw new UserError(
    `${name} is a review of another dataset: none of its first ${Math.min(probes, lines.length)} decisions is about a comparison of ${basename(doc.dataset.path)}.`,
  );
}

/** Reads the review file of the dataset again. */
async function adopt(doc: OpenDocument): Promise<void> {
  // All records as they are on disk, so that the occurrences of the review file are counted right.
  const { written: _, ...file } = doc.file;
  const task = { kind: 'facts', file, reviewer: doc.params.reviewer } as const;
  const { places } = doc;
  const numbered = <T extends { readonly row: number }>(one: T): T => ({ ...one, row: places.rowAt(one.row) });
  await runTask<FactsBatch>(
    task,
    {
      onBatch: async batch => {
        await adoptDecisions(doc, { decided: batch.decided.map(numbered), reviews: batch.reviews.map(numbered) });
      },
    },
    AbortSignal.any([doc.closing, doc.reloading]),
  );
  await doc.sidecarChanged();
}
