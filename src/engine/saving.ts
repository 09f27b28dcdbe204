import { breathe } from '../dataset/breathe.ts';
import type { Comparison } from '../dataset/comparison.ts';
import { DatasetError } from '../dataset/datasetError.ts';
import type { Row } from '../dataset/row.ts';
import { type AddedChange, type Change, type SaveResult, saveDataset } from '../dataset/saveDataset.ts';
import { appendSidecar, sidecarPath } from '../dataset/sidecar.ts';
import { malformedLine, type SidecarLine, sidecarLine } from '../dataset/sidecarLine.ts';
import { writeDecision } from '../dataset/writeDecision.ts';
import { isAdded } from '../edits/addition.ts';
import { decisionAt } from '../edits/decisions.ts';
import type { Saved } from '../protocol/saving.ts';
import { keepAudit } from './auditing.ts';
import { FilePlaces } from './filePlaces.ts';
import { numberAddedLines } from './followAdded.ts';
import { placesNow, placesOnDisk } from './keyPlaces.ts';
import { addedComparison, Occurrences } from './occurrences.ts';
import type { OpenDocument } from './openDocument.ts';
import { sameDecision } from './sameDecision.ts';
import { saveReview } from './saveReview.ts';
import { linesBeforeSave, savedDecision } from './touching.ts';
import { OutsideChangeError } from './userError.ts';

/** Rows that are read at once for the review file. */
const rowsAtOnce = 256;

/** Where and how to save. */
export interface SaveParams {
  /** Another file to save to; null: the document's own. */
  readonly path: string | null;
  /** Replace what others changed on disk. */
  readonly overwrite: boolean;
}

/**
 * Saves: decisions into the records as far as the format holds them, and every decision that changed since the last save
 * into the review file. Saving to another path writes a whole copy with all decisions; the document stays as it is.
 */
export function save(doc: OpenDocument, { path, overwrite }: SaveParams, signal: AbortSignal): Promise<Saved> {
  return doc.turns.run(async () => {
    await doc.facts;
    const target = path === null || path === doc.dataset.path ? undefined : path;
    const rows = target === undefined ? changedRows(doc) : [...doc.decisions.keys()];
    const [before, after] = [await placesOnDisk(doc), await placesNow(doc)];
    const result = await write(doc, target, overwrite, signal);
    const lines = await sidecarLines(doc, rows, result, await Occurrences.of(doc, rows, after));
    const sidecar = sidecarPath(target ?? doc.dataset.path);
    const others = target === undefined ? doc.review.added.length : 0;
    if (target !== undefined) await appendSidecar(sidecar, lines);
    else {
      await saveReview(doc, lines, { before, after });
      await doc.saved();
      keepAudit(doc).catch(error => console.error(`audit could not be kept: ${String(error)}`));
    }
    return {
      changed: result.changed,
      decisions: lines.length + others,
      sidecar: lines.length > 0 || doc.hasSidecar ? sidecar : null,
      sidecarOnly: result.sidecarOnly,
      written: doc.written,
      fingerprint: doc.dataset.fingerprint,
    };
  });
}

async function write(
  doc: OpenDocument,
  target: string | undefined,
  overwrite: boolean,
  signal: AbortSignal,
): Promise<SaveResult> {
  const changes = new Map<number, Change>();
  for (const row of doc.touched.rows()) {
    if (isAdded(row)) continue;
    changes.set(row, { original: doc.touched.get(row)?.bytes ?? null, decision: decisionAt(doc.decisions, row) });
  }
  try {
    const result = await saveDataset(doc.dataset, changes, {
      overwrite,
      apply: doc.params.applyToRecord,
      added: addedChanges(doc),
      beforeReplace: next =>
        doc.session.saving(linesBeforeSave(doc, next), {
          fingerprint: next.fingerprint,
          written: new FilePlaces([...next.added].map(([row, { after }]) => [row, after])).written,
        }),
      signal,
      ...(target === undefined ? {} : { target }),
    });
    // From now on the file holds something else than what these rows were.
    if (target === undefined) {
      for (const [row, bytes] of result.originals) doc.touched.keepOriginal(doc.dataset, row, bytes);
      await numberAddedLines(doc);
    }
    return result;
  } catch (error) {
    if (error instanceof DatasetError && error.kind === 'outside-change') throw new OutsideChangeError(error.message);
    throw error;
  }
}

function addedChanges(doc: OpenDocument): Map<number, AddedChange> {
  return new Map(
    [...doc.added.entries()].map(([row, { after, record }]) => [
      row,
      { after, record: Buffer.from(record, 'utf8'), decision: decisionAt(doc.decisions, row) },
    ]),
  );
}

/** Rows whose decision is another than at the last save. Those that are gone have no place in the review file. */
function changedRows(doc: OpenDocument): number[] {
  return [...doc.touched.rows()].filter(
    row => doc.has(row) && !sameDecision(decisionAt(doc.decisions, row), savedDecision(doc, row)),
  );
}

async function sidecarLines(
  doc: OpenDocument,
  rows: readonly number[],
  result: SaveResult,
  occurrences: Occurrences,
): Promise<SidecarLine[]> {
  const lines: SidecarLine[] = [];
  for await (const read of readInParts(doc, rows)) {
    const { row } = read;
    if (isAdded(row)) {
      lines.push(...addedLine(doc, row, occurrences));
      continue;
    }
    if (read.kind === 'malformed') {
      const occurrence = occurrences.of(row, read.key, doc.sidecarRefs.get(row)?.occurrence);
      const decision = decisionAt(doc.decisions, row);
      lines.push(malformedLine(read, { occurrence, decision, reviewer: doc.params.reviewer }));
      continue;
    }
    // A comparison whose texts were edited in an earlier session keeps the key that it had before.
    const known = doc.sidecarRefs.get(row);
    const original: Comparison = known === undefined ? read.comparison : { ...read.comparison, key: known.key };
    const rekeyed = result.textsWritten.has(row) || (known !== undefined && known.key !== read.comparison.key);
    const edited = rekeyed ? await asWritten(doc, row) : undefined;
    lines.push(
      sidecarLine({
        original,
        occurrence: occurrences.of(row, original.key, known?.occurrence),
        decision: decisionAt(doc.decisions, row),
        reviewer: doc.params.reviewer,
        ...(edited === undefined ? {} : { edited }),
      }),
    );
  }
  return lines;
}

/** The line about an added comparison: it is known by its texts as they are saved, for the file never held others. */
function addedLine(doc: OpenDocument, row: number, occurrences: Occurrences): SidecarLine[] {
  const { texts: _, ...now } = decisionAt(doc.decisions, row);
  const original = addedComparison(doc, row, decisionAt(doc.decisions, row));
  if (original === null) return [];
  return [
    sidecarLine({
      original,
      occurrence: occurrences.of(row, original.key),
      decision: { ...now, texts: {} },
      reviewer: doc.params.reviewer,
    }),
  ];
}

/** The rows, read a few at a time. */
async function* readInParts(doc: OpenDocument, rows: readonly number[]): AsyncGenerator<Row> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    yield* await doc.readRows(rows.slice(start, start + rowsAtOnce));
    await breathe();
  }
}

/** The comparison as a record reads that holds the decision, edited texts included. */
async function asWritten(doc: OpenDocument, row: number): Promise<Comparison | undefined> {
  const original = doc.touched.get(row)?.bytes ?? (await doc.dataset.readBytes(row));
  const { bytes } = writeDecision(original, decisionAt(doc.decisions, row), doc.dataset);
  const read = doc.dataset.parse(row, bytes);
  return read.kind === 'comparison' ? read.comparison : undefined;
}
