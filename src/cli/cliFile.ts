import { readAll } from '../audit/readAll.ts';
import { ReviewReader } from '../audit/reviewDecisions.ts';
import { datasetRows, heldRows, type RowSource } from '../audit/streamed/rowSource.ts';
import { DatasetError } from '../dataset/datasetError.ts';
import type { FieldMap } from '../dataset/fieldMap.ts';
import type { FileDataset } from '../dataset/fileDataset.ts';
import { formats } from '../dataset/formats.ts';
import { openDataset } from '../dataset/openDataset.ts';
import { type PairPolicy, parsePairPolicy } from '../dataset/pairPolicy.ts';
import { parseFieldMap } from '../dataset/parseFieldMap.ts';
import type { Row } from '../dataset/row.ts';
import { SidecarIndex, sidecarPath } from '../dataset/sidecar.ts';
import type { Decision } from '../edits/decision.ts';
import { parquetToJsonLines } from '../table/parquetToJsonLines.ts';
import { UsageError } from './exitCode.ts';
import { storageFolder } from './storage.ts';
import type { Terminal } from './terminal.ts';

/** Options about the file that all commands share. */
export interface FileOptions {
  readonly format?: string;
  readonly map?: string;
  readonly pairs?: string;
  readonly 'ignore-review'?: boolean;
}

/** A file to be audited. */
export interface AuditFile {
  readonly dataset: FileDataset;
  readonly source: RowSource;
  /** Decisions of the review file, by row. */
  readonly decisions: ReadonlyMap<number, Decision>;
}

/** A file as the commands work on it. */
export interface CliFile extends AuditFile {
  readonly rows: readonly Row[];
}

/** Share of a command's progress that reading takes. */
export const readingShare = 0.1;

/** Opens and reads a file with the decisions of its review file. @throws DatasetError, UsageError */
export async function readFile(path: string, options: FileOptions, terminal: Terminal): Promise<CliFile> {
  return holdRows(await openFile(path, options, terminal), options, terminal);
}

/**
 * A file to audit: its rows are held only if they are few, else read as often as it takes.
 *
 * @param mostHeld - most rows to hold
 */
export async function openForAudit(
  path: string,
  options: FileOptions,
  mostHeld: number,
  terminal: Terminal,
): Promise<AuditFile> {
  const dataset = await openFile(path, options, terminal);
  try {
    await dataset.ready;
    if (dataset.rowCount <= mostHeld) return await holdRows(dataset, options, terminal);
    const source = datasetRows(dataset);
    const decisions = options['ignore-review'] === true ? new Map() : await reviewOf(path, source, terminal);
    return { dataset, source, decisions };
  } catch (error) {
    await dataset.close();
    throw error;
  }
}

async function openFile(path: string, options: FileOptions, terminal: Terminal): Promise<FileDataset> {
  const { format, map, pairs } = options;
  if (format !== undefined && !formats.some(f => f.id === format)) {
    throw new UsageError(
      `There is no format ${JSON.stringify(format)}. Formats: ${formats.map(f => f.id).join(', ')}.`,
    );
  }
  return openDataset(path, {
    storage: storageFolder(process.env, process.platform),
    signal: terminal.signal,
    ...(format === undefined ? {} : { format }),
    ...(map === undefined ? {} : { map: mapOf(map) }),
    ...(pairs === undefined ? {} : { pairs: pairsOf(pairs) }),
    parquet: parquetToJsonLines,
    onGather: share => terminal.progress.show({ stage: 'Gathering responses', share: readingShare * share }),
  });
}

async function holdRows(dataset: FileDataset, options: FileOptions, terminal: Terminal): Promise<CliFile> {
  try {
    const { path } = dataset;
    const onProgress = (share: number): void =>
      terminal.progress.show({ stage: 'Reading', share: readingShare * share });
    const rows = await readAll(dataset, onProgress, terminal.signal);
    refuseUnreadable(path, rows);
    const source = heldRows(rows);
    const decisions = options['ignore-review'] === true ? new Map() : await reviewOf(path, source, terminal);
    return { dataset, rows, source, decisions };
  } catch (error) {
    await dataset.close();
    throw error;
  }
}

/** A map or format that reads not a single record is a mistake of the command line, not of every line of the file. */
function refuseUnreadable(path: string, rows: readonly Row[]): void {
  const first = rows[0];
  if (first?.kind !== 'malformed' || rows.some(row => row.kind === 'comparison')) return;
  const problem = `none of the ${rows.length} records can be read: ${first.reason}`;
  throw new DatasetError('unreadable', path, problem, 'Correct --map or --format, or the file', first.line);
}

async function reviewOf(path: string, rows: RowSource, terminal: Terminal): Promise<Map<number, Decision>> {
  const sidecar = sidecarPath(path);
  const index = await SidecarIndex.read(sidecar);
  for (const { line, reason } of index.bad) terminal.note(`${sidecar}:${line}: left out, ${reason}.`);
  const reader = new ReviewReader(index);
  if (index.empty) return reader.decisions;
  for await (const batch of rows.batches(terminal.signal)) reader.read(batch);
  const { decisions } = reader;
  terminal.note(`${decisions.size} decisions of ${sidecar} are taken into account (--ignore-review leaves them out).`);
  return decisions;
}

function mapOf(text: string): FieldMap {
  try {
    return parseFieldMap(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`--map ${JSON.stringify(text)}: ${error.message}`);
    throw error;
  }
}

function pairsOf(text: string): PairPolicy {
  try {
    return parsePairPolicy(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`--pairs: ${error.message}`);
    throw error;
  }
}
