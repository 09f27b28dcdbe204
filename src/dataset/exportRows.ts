import type { Decision } from '../edits/decision.ts';
import { atomicWrite } from './atomicWrite.ts';
import { DatasetError } from './datasetError.ts';
import type { FileDataset } from './fileDataset.ts';
import type { Row } from './row.ts';
import { patchTrouble, writeDecision } from './writeDecision.ts';

const flushBytes = 1 << 20;

/** A comparison that is not one of the file's own rows. */
interface Added {
  readonly row: number;
  /** Row behind which it stands. */
  readonly after: number;
  readonly record: Buffer;
}

/** What to export. */
export interface ExportOptions {
  /** Rows to write; asked for each row in file order. */
  readonly keep: (row: Row) => boolean;
  /** Decisions to apply to the records, by row. Dropped comparisons are left out whatever `keep` says. */
  readonly decisions?: ReadonlyMap<number, Decision>;
  /** Bytes that the decisions are in terms of, of rows that the file holds otherwise by now. */
  readonly originals?: ReadonlyMap<number, Buffer>;
  /** Comparisons that the reviewer added, in the order of the file. */
  readonly added?: readonly Added[];
  readonly signal?: AbortSignal;
  /** Rows looked at so far. */
  readonly onProgress?: (rows: number) => void;
}

/** What an export wrote. */
export interface ExportResult {
  readonly written: number;
  /** Rows that `keep` or a drop left out. */
  readonly leftOut: number;
  /** Rows whose decisions the records can't hold in full (ties in files of chosen and rejected). */
  readonly notExpressed: number;
}

/**
 * Writes rows of a dataset to a file in their original bytes, decisions applied: JSON Lines for lines and arrays, the
 * same columns for separated values. The target appears whole or not at all.
 */
export async function exportRows(dataset: FileDataset, target: string, options: ExportOptions): Promise<ExportResult> {
  const result = { written: 0, leftOut: 0, notExpressed: 0 };
  await dataset.ready;
  if (dataset.choice.format.rows) {
    const problem = 'the file holds lists of responses, and a record of it is not one comparison';
    throw new DatasetError('not-writable', dataset.path, problem, 'Export comparisons in another format: --to trl');
  }
  await atomicWrite(target, async handle => {
    let pending: Buffer[] = [];
    let length = 0;
    const flush = async (): Promise<void> => {
      await handle.writeFile(Buffer.concat(pending, length));
      pending = [];
      length = 0;
    };
    const put = (bytes: Buffer): void => {
      pending.push(bytes, newline);
      length += bytes.length + 1;
    };
    const header = await dataset.readHeader();
    if (header) put(header);
    const write = async (row: Row, source: () => Buffer | Promise<Buffer>): Promise<void> => {
      const decision = options.decisions?.get(row.row);
      if (decision?.verdict === 'drop' || !options.keep(row)) {
        result.leftOut++;
        return;
      }
      const { bytes, notExpressed } = recordBytes(dataset, row, await source(), decision);
      if (notExpressed.length > 0) result.notExpressed++;
      result.written++;
      put(bytes);
      if (length >= flushBytes) await flush();
    };
    const added = new Map<number, Added[]>();
    for (const one of options.added ?? []) added.set(one.after, [...(added.get(one.after) ?? []), one]);
    let seen = 0;
    for await (const batch of dataset.recordBatches(options.signal)) {
      for (const { row, bytes } of batch) {
        await write(row, () => options.originals?.get(row.row) ?? bytes ?? dataset.readBytes(row.row));
        for (const one of added.get(row.row) ?? []) {
          await write(dataset.parse(one.row, one.record, row.line), () => one.record);
        }
      }
      seen += batch.length;
      options.onProgress?.(seen);
    }
    await flush();
  });
  return result;
}

const newline = Buffer.from('\n');

function recordBytes(
  dataset: FileDataset,
  row: Row,
  source: Buffer,
  decision: Decision | undefined,
): ReturnType<typeof writeDecision> {
  try {
    const written = decision ? writeDecision(source, decision, dataset) : { bytes: source, notExpressed: [] };
    return dataset.container.kind === 'array' ? { ...written, bytes: onOneLine(written.bytes) } : written;
  } catch (error) {
    throw patchTrouble(dataset.path, row.line, error);
  }
}

/** JSON strings hold no raw line breaks, so every one of them is layout and may go. */
function onOneLine(bytes: Buffer): Buffer {
  if (!bytes.includes(0x0a) && !bytes.includes(0x0d)) return bytes;
  return Buffer.from(bytes.toString('utf8').replace(/[ \t]*[\r\n]+[ \t]*/g, ''), 'utf8');
}
