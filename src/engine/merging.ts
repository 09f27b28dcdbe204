import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { KeyPlaces } from '../dataset/keyPlaces.ts';
import { changedReview, type ReadLine, reviewLines } from '../dataset/reviewText.ts';
import type { SidecarLine } from '../dataset/sidecarLine.ts';
import { isUndecided } from '../edits/decision.ts';
import { decisionAt } from '../edits/decisions.ts';
import type { AdoptedRow, ReviewLine } from '../edits/reviewAction.ts';
import type { MergePlan, ReviewersAgreement } from '../protocol/review.ts';
import { placesOnDisk } from './keyPlaces.ts';
import type { OpenDocument } from './openDocument.ts';
import { readConflicts } from './progress.ts';
import { type ReviewRead, readReview, reviewFile } from './readReview.ts';
import { sameDecision } from './sameDecision.ts';
import { savedDecision } from './touching.ts';
import { UserError } from './userError.ts';

/** Keys that are looked up before a file is taken for a review of this dataset. */
const probes = 50;

/**
 * Plans to add the lines of another review file to that of the dataset, under the names of their reviewers: where the
 * reviewer has no verdict, the latest of the others will count. Decisions of this session stay as they are. A line that an
 * earlier exchange brought already, or that a later one of the same reviewer replaces, is left out. Nothing is changed.
 *
 * @throws UserError if the file is not about this dataset
 */
export function planMerge(doc: OpenDocument, path: string): Promise<MergePlan> {
  return doc.turns.run(async () => {
    await doc.facts;
    const theirs = reviewLines(await contentOf(path));
    await refuseStrange(doc, path, theirs.lines);
    const onDisk = await placesOnDisk(doc);
    const ours = changedReview(await reviewFile(doc), doc.review, onDisk, onDisk);
    const added = newLines(reviewLines(ours).lines, theirs.lines);
    const plan = {
      added: added.length,
      known: theirs.lines.length - added.length,
      bad: theirs.bad,
      reviewers: [...new Set(added.map(({ line }) => line.reviewer))].toSorted(),
    };
    if (added.length === 0) return { ...plan, action: null };
    const add = added.map(line => placed(line, onDisk));
    const read = await readReview(doc, doc.review.with({ add, remove: [] }));
    return { ...plan, action: { type: 'review', add, remove: [], rows: await adoptedRows(doc, read) } };
  });
}

/** How far reviewers agree, by the review file with what was merged. */
export function readReviewers(doc: OpenDocument): ReviewersAgreement {
  return { conflicts: readConflicts(doc), pairs: doc.reviewers.pairs };
}

/** Rows about which something else counts with what was read, but for those that the reviewer decided on in this session. */
async function adoptedRows(doc: OpenDocument, { decided }: ReviewRead): Promise<AdoptedRow[]> {
  const changed = decided.flatMap(({ row, decision }) => {
    const before = decisionAt(doc.decisions, row);
    const own = doc.touched.has(row) && !(isUndecided(before) && isUndecided(savedDecision(doc, row)));
    return own || sameDecision(before, decision) ? [] : [{ row, before, after: decision }];
  });
  const keys = new Map(
    (await doc.table.keysAndLabels(changed.map(({ row }) => row))).map(({ row, key }) => [row, key] as const),
  );
  return changed.map(({ row, before, after }) => ({
    row,
    key: keys.get(row) ?? '',
    before: isUndecided(before) ? null : before,
    after: isUndecided(after) ? null : after,
  }));
}

/** Lines that ours lack, and that are later than what ours hold of the same reviewer on the same row. */
function newLines(ours: readonly ReadLine[], theirs: readonly ReadLine[]): ReadLine[] {
  const known = new Set(ours.map(({ text }) => text));
  const latest = new Map<string, string>();
  const place = ({ key, occurrence, reviewer }: SidecarLine): string => JSON.stringify([key, occurrence, reviewer]);
  for (const { line } of ours) {
    const held = latest.get(place(line));
    if (held === undefined || held < line.at) latest.set(place(line), line.at);
  }
  return theirs.filter(({ text, line }) => {
    const held = latest.get(place(line));
    if (known.has(text) || (held !== undefined && held >= line.at)) return false;
    known.add(text);
    return true;
  });
}

function placed({ text, line }: ReadLine, places: KeyPlaces): ReviewLine {
  return { text, place: places.placeOf(line.key, line.occurrence) };
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UserError(`${basename(path)} can't be read: ${String(error)}`);
  }
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
