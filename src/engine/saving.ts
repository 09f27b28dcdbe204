import { breathe } from '../dataset/breathe.ts';
import type { Comparison } from '../dataset/comparison.ts';
import { DatasetError } from '../dataset/datasetError.ts';
import type { Row } from '../dataset/row.ts';
import { type AddedChange, type Change, type SaveResult, saveDataset } from '../dataset/saveDataset.ts';
import { appendSidecar, sidecarPath } from '../dataset/sidecar.ts';
import { type SidecarLine, sidecarLine } from '../dataset/sidecarLine.ts';
import { writeDecision } from '../dataset/writeDecision.ts';
import { isAdded } from '../edits/addition.ts';
import { decisionAt } from '../edits/decisions.ts';
import type { Saved } from '../protocol/engine.ts';
import { keepAudit } from './auditing.ts';
import { numberAddedLines } from './followAdded.ts';
import { addedComparison, Occurrences, renumberedRows } from './occurrences.ts';
import type { OpenDocument } from './openDocument.ts';
import { sameDecision } from './sameDecision.ts';
import { savedDecision } from './touching.ts';
import { OutsideChangeError } from './userError.ts';

/** Rows that are read at once for the review file. */
const rowsAtOnce = 256;

type ComparisonRow = Extract<Row, { kind: 'comparison' }>;

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
    const rows = target === undefined ? await rowsToWrite(doc) : [...doc.decisions.keys()];
    const result = await write(doc, target, overwrite, signal);
    const lines = await sidecarLines(doc, rows, result);
    const sidecar = sidecarPath(target ?? doc.dataset.path);
    await appendSidecar(sidecar, lines);
    if (target === undefined) {
      await doc.saved();
      keepAudit(doc).catch(error => console.error(`audit could not be kept: ${String(error)}`));
    }
    return {
      changed: result.changed,
      decisions: lines.length,
      sidecar: lines.length > 0 || doc.hasSidecar ? sidecar : null,
      sidecarOnly: result.sidecarOnly,
      written: doc.written,
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

/** Rows to write into the review file: those that are gone first, as others take their occurrence numbers. */
async function rowsToWrite(doc: OpenDocument): Promise<number[]> {
  const changed = changedRows(doc);
  const rows = new Set([...changed, ...(await renumberedRows(doc, changed))]);
  return [...rows].toSorted((x, y) => Number(doc.has(x)) - Number(doc.has(y)));
}

/** Rows whose decision is another than at the last save. */
function changedRows(doc: OpenDocument): number[] {
  return [...doc.touched.rows()].flatMap(row =>
    sameDecision(decisionAt(doc.decisions, row), savedDecision(doc, row)) ? [] : [row],
  );
}

async function sidecarLines(doc: OpenDocument, rows: readonly number[], result: SaveResult): Promise<SidecarLine[]> {
  const occurrences = await Occurrences.of(doc, rows);
  const lines: SidecarLine[] = [];
  for await (const read of comparisonsOf(doc, rows)) {
    const { row } = read;
    if (isAdded(row)) {
      lines.push(...(await addedLine(doc, row, occurrences)));
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
        occurrence: occurrences.ofRow(row, original.key, known?.occurrence),
        decision: decisionAt(doc.decisions, row),
        reviewer: doc.params.reviewer,
        ...(edited === undefined ? {} : { edited }),
      }),
    );
  }
  return lines;
}

/** The line about an added comparison: it is known by its texts as they are saved, for the file never held others. */
async function addedLine(doc: OpenDocument, row: number, occurrences: Occurrences): Promise<SidecarLine[]> {
  const { texts: _, ...now } = decisionAt(doc.decisions, row);
  const { added = savedDecision(doc, row).added } = now;
  const original = addedComparison(
    doc,
    row,
    doc.added.has(row) ? decisionAt(doc.decisions, row) : savedDecision(doc, row),
  );
  if (original === null || added === undefined) return [];
  return [
    sidecarLine({
      original,
      occurrence: await occurrences.ofAdded(row, original.key, added.after),
      decision: { ...now, texts: {} },
      reviewer: doc.params.reviewer,
    }),
  ];
}

/** Those of the rows that are comparisons; read a few at a time. */
async function* comparisonsOf(doc: OpenDocument, rows: readonly number[]): AsyncGenerator<ComparisonRow> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    for (const read of await doc.readRows(rows.slice(start, start + rowsAtOnce))) {
      if (read.kind === 'comparison') yield read;
    }
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
