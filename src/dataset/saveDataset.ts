import { type FileHandle, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Decision } from '../edits/decision.ts';
import { type AddedRecord, addedSplices, type Splice } from './addedRecords.ts';
import { atomicWrite } from './atomicWrite.ts';
import { Pace } from './breathe.ts';
import { DatasetError } from './datasetError.ts';
import type { Contents, FileDataset } from './fileDataset.ts';
import { nextContents } from './nextContents.ts';
import { refuseAlteredSource, refuseOutsideChange } from './refuseChange.ts';
import { changeCopy, keepsPlaces, writeContents } from './writeContents.ts';
import { concernsRecord, patchTrouble, writeDecision } from './writeDecision.ts';

/** A row that was touched since the dataset was opened. */
export interface Change {
  /**
   * The record's bytes as they were when the dataset was opened, before any decision was written into it; null where the
   * file holds them still.
   */
  readonly original: Buffer | null;
  /** The decision now; `undecided` puts the original record back. */
  readonly decision: Decision;
}

/** A comparison that the reviewer added. */
export interface AddedChange {
  /** Row after whose record it stands. */
  readonly after: number;
  /** Its record as it was added. */
  readonly record: Buffer;
  readonly decision: Decision;
}

/** Options of `saveDataset`. */
export interface SaveOptions {
  /** Where to save; by default the dataset's own file. */
  readonly target?: string;
  /** Replace what others changed on disk. */
  readonly overwrite: boolean;
  /** Write decisions into the records where the format can; else they are for the sidecar only. */
  readonly apply: boolean;
  /** All comparisons that are there beside the file's own rows, by their row numbers: those that an earlier save wrote and that are not here are taken out. */
  readonly added?: ReadonlyMap<number, AddedChange>;
  /**
   * Runs when all is ready for the new content to take the place of the dataset's own file; where it throws, that stays as
   * it was.
   */
  readonly beforeReplace?: (next: NextContent) => Promise<void>;
  readonly signal?: AbortSignal;
}

/** What a save is about to put in the place of a dataset's file. */
export interface NextContent extends Pick<Contents, 'fingerprint' | 'added'> {
  /** As in the result of the save. */
  readonly originals: SaveResult['originals'];
}

/** What a save did. */
export interface SaveResult {
  /** Records whose bytes changed in the file, added ones included. */
  readonly changed: number;
  /** True if a file was written. */
  readonly written: boolean;
  /** Per row, the parts of the decision that the file does not hold, in words; rows that it holds in full are not here. */
  readonly notExpressed: ReadonlyMap<number, readonly string[]>;
  /** Original bytes of the rows that came without them and whose records were changed by this save. */
  readonly originals: ReadonlyMap<number, Buffer>;
  /** Rows whose edited texts are in the file now, so that their comparisons have new keys. */
  readonly textsWritten: ReadonlySet<number>;
  /** What only the sidecar holds and why, in a sentence for the user; empty if the file holds everything. */
  readonly sidecarOnly: string;
}

/**
 * Saves decisions into the records of a file. Records that are not in `changes`, and everything between records, stay
 * byte for byte; changed records are patched at the spans of the changed values. Afterwards the dataset serves the new
 * file. `drop` and `later` never touch a record.
 *
 * @throws {DatasetError} `outside-change` if the file changed on disk and `overwrite` is false; the file is untouched
 * @throws {DatasetError} `not-writable` for a target that the text can't be saved to
 */
export async function saveDataset(
  dataset: FileDataset,
  changes: ReadonlyMap<number, Change>,
  { target, overwrite, apply, added = new Map(), beforeReplace, signal }: SaveOptions,
): Promise<SaveResult> {
  await dataset.ready;
  const elsewhere = target !== undefined && !(await samePath(target, dataset.path));
  if (elsewhere && /\.gz$/i.test(target)) {
    throw new DatasetError('not-writable', target, 'compressed files are not written', 'Choose a name without .gz');
  }
  const inFile = apply && (elsewhere || dataset.writable.file);
  const { replacements, textsWritten, originals, ...rest } = await replacementsOf(dataset, changes, inFile);
  const records = inFile ? addedRecords(dataset, added) : { wanted: new Map(), notExpressed: noAdditions(added) };
  const additions = inFile
    ? await addedSplices(dataset, records.wanted)
    : { splices: [], written: dataset.contents.added, gaps: new Map() };
  const notExpressed = new Map([...rest.notExpressed, ...records.notExpressed]);
  const result = {
    changed: replacements.size + additions.splices.length,
    written: elsewhere || replacements.size > 0 || additions.splices.length > 0,
    notExpressed,
    textsWritten,
    originals,
    sidecarOnly: describe(notExpressed, dataset, apply, elsewhere),
  };
  if (!elsewhere && !overwrite) await refuseOutsideChange(dataset);
  await refuseAlteredSource(dataset);
  if (!result.written) return result;
  const contents = dataset.contents;
  const splices = [...replaced(contents, replacements), ...additions.splices];
  const write = (handle: FileHandle): Promise<void> => writeContents(contents, splices, handle, signal);
  if (elsewhere) {
    await atomicWrite(resolve(target), write);
    return result;
  }
  // Told to overwrite, the save is of what was opened, which the path need not lead to any more.
  const fromCopy = !overwrite && keepsPlaces(contents, splices);
  const change = fromCopy ? (handle: FileHandle) => changeCopy(dataset.path, contents, splices, handle) : write;
  // What comes after the rename must not fail: the dataset would go on with a file that is not there any more.
  let next: Contents | null = null;
  try {
    const beforeRename = async (temporary: string): Promise<void> => {
      next = await nextContents(dataset, temporary, replacements, additions);
      // Writing a large file takes a while, in which somebody else may have saved theirs.
      if (!overwrite) await refuseOutsideChange(dataset);
      signal?.throwIfAborted();
      await beforeReplace?.({ fingerprint: next.fingerprint, added: next.added, originals });
    };
    await atomicWrite(dataset.path, change, { fromCopy, beforeRename });
  } catch (error) {
    await (next as Contents | null)?.source.close();
    throw error;
  }
  if (next !== null) await dataset.adopt(next);
  return result;
}

interface Replacements {
  readonly replacements: ReadonlyMap<number, Buffer>;
  readonly notExpressed: ReadonlyMap<number, readonly string[]>;
  readonly textsWritten: ReadonlySet<number>;
  readonly originals: ReadonlyMap<number, Buffer>;
}

/** New bytes of the rows whose bytes in the file differ from what they should be now, in row order. */
async function replacementsOf(
  dataset: FileDataset,
  changes: ReadonlyMap<number, Change>,
  inFile: boolean,
): Promise<Replacements> {
  const replacements = new Map<number, Buffer>();
  const notExpressed = new Map<number, readonly string[]>();
  const textsWritten = new Set<number>();
  const originals = new Map<number, Buffer>();
  const pace = new Pace();
  const rows = [...changes.keys()].toSorted((x, y) => x - y);
  for (const row of rows) {
    if (pace.due) await pace.rest();
    const { original, decision } = changes.get(row)!;
    if (!inFile) {
      const held = parts(decision);
      if (held.length > 0) notExpressed.set(row, held);
      continue;
    }
    if (original === null && !concernsRecord(decision)) continue;
    const current = await dataset.readBytes(row);
    const written = writeOne(dataset, row, original ?? current, decision);
    if (written.notExpressed.length > 0) notExpressed.set(row, written.notExpressed);
    const texts = Object.keys(decision.texts).length;
    if (texts > 0 && !written.notExpressed.some(part => part.startsWith('the edited text'))) textsWritten.add(row);
    if (current.equals(written.bytes)) continue;
    replacements.set(row, written.bytes);
    if (original === null) originals.set(row, current);
  }
  return { replacements, notExpressed, textsWritten, originals };
}

function writeOne(
  dataset: FileDataset,
  row: number,
  original: Buffer,
  decision: Decision,
): ReturnType<typeof writeDecision> {
  try {
    return writeDecision(original, decision, dataset);
  } catch (error) {
    throw patchTrouble(dataset.path, dataset.contents.index.line(row), error);
  }
}

/** The parts of a decision that a record could hold. */
function parts({ verdict, texts }: Decision): string[] {
  const label = verdict === null || verdict === 'drop' || verdict === 'later' ? [] : ['the label'];
  return Object.keys(texts).length > 0 ? [...label, 'edited texts'] : label;
}

function replaced({ index }: Contents, replacements: ReadonlyMap<number, Buffer>): Splice[] {
  return [...replacements].map(([row, bytes]) => ({ at: index.start(row), remove: index.length(row), bytes }));
}

/** The records of added comparisons as they are to be in the file. */
function addedRecords(
  dataset: FileDataset,
  added: ReadonlyMap<number, AddedChange>,
): { readonly wanted: Map<number, AddedRecord>; readonly notExpressed: Map<number, readonly string[]> } {
  const wanted = new Map<number, AddedRecord>();
  const notExpressed = new Map<number, readonly string[]>();
  for (const [row, { after, record, decision }] of added) {
    const written = writeOne(dataset, after, record, decision);
    if (written.notExpressed.length > 0) notExpressed.set(row, written.notExpressed);
    wanted.set(row, { after, bytes: written.bytes });
  }
  return { wanted, notExpressed };
}

function noAdditions(added: ReadonlyMap<number, AddedChange>): Map<number, readonly string[]> {
  return new Map([...added.keys()].map(row => [row, ['the added comparison']]));
}

async function samePath(one: string, other: string): Promise<boolean> {
  const real = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));
  return (await real(one)) === (await real(other));
}

function describe(
  notExpressed: ReadonlyMap<number, readonly string[]>,
  dataset: FileDataset,
  apply: boolean,
  elsewhere: boolean,
): string {
  if (notExpressed.size === 0) return '';
  const count = notExpressed.size === 1 ? '1 decision is' : `${notExpressed.size} decisions are`;
  if (!apply) return `${count} kept in the review file only, as the settings say`;
  if (!elsewhere && !dataset.writable.file) return `${count} kept in the review file only: ${dataset.writable.why}`;
  const kinds = new Map<string, number>();
  for (const words of notExpressed.values()) for (const word of words) kinds.set(word, (kinds.get(word) ?? 0) + 1);
  const list = [...kinds].map(([word, n]) => (n > 1 ? `${word} (${n} times)` : word)).join(', ');
  return `${count} kept in full in the review file only, because this format can't hold ${list}`;
}
