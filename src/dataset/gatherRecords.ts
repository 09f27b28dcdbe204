import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { Pace } from './breathe.ts';
import type { ByteSource } from './byteSource.ts';
import type { Container, ParsedRecord } from './container.ts';
import { brokenKey, gatheredKey } from './gathered.ts';
import { maxRecordBytes } from './readRecord.ts';
import type { RecordIndex } from './recordIndex.ts';
import { malformedPreview } from './row.ts';

const flushBytes = 1 << 20;

/** What `gatherRecords` works on. */
export interface GatherJob {
  readonly source: ByteSource;
  /** Complete. */
  readonly records: RecordIndex;
  readonly container: Container;
  readonly gather: (record: unknown) => string | null;
  readonly signal: AbortSignal;
}

/**
 * Writes a file in which the records that belong together are one line: `{"<gatheredKey>":[{"line":n,"record":{...}}, ...]}`,
 * in the order in which the first of each was met. Records that can't be read are lines of their own, so none is lost.
 */
export async function gatherRecords(job: GatherJob, target: string): Promise<void> {
  const groups = await group(job);
  const handle = await open(target, 'wx', 0o600);
  try {
    await write(job, groups, handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Records of each list, by number, in the order of their first ones. */
async function group({ records, gather, signal, ...job }: GatherJob): Promise<number[][]> {
  const pace = new Pace();
  const places = new Map<string, number[]>();
  const groups: number[][] = [];
  for (let record = 0; record < records.count; record++) {
    const parsed = await parseAt(job, records, record);
    const key = parsed.ok ? gather(parsed.record) : null;
    const known = key === null ? undefined : places.get(key);
    if (known) known.push(record);
    else {
      const started = [record];
      groups.push(started);
      if (key !== null) places.set(key, started);
    }
    if (pace.due) await pace.rest();
    signal.throwIfAborted();
  }
  return groups;
}

async function write(
  { records, signal, ...job }: GatherJob,
  groups: readonly number[][],
  handle: FileHandle,
): Promise<void> {
  const pace = new Pace();
  let pending: string[] = [];
  let length = 0;
  for (const group of groups) {
    const line = JSON.stringify(await lineOfGroup(job, records, group));
    pending.push(line, '\n');
    length += line.length + 1;
    if (length >= flushBytes) {
      await handle.writeFile(pending.join(''));
      pending = [];
      length = 0;
    }
    if (pace.due) await pace.rest();
    signal.throwIfAborted();
  }
  await handle.writeFile(pending.join(''));
}

async function lineOfGroup(
  job: Pick<GatherJob, 'source' | 'container'>,
  records: RecordIndex,
  group: readonly number[],
): Promise<object> {
  const parts: object[] = [];
  for (const record of group) {
    const line = records.line(record);
    const parsed = await parseAt(job, records, record);
    if (parsed.ok) parts.push({ line, record: parsed.record });
    else {
      const { reason, cure } = parsed;
      return { [brokenKey]: { line, text: parsed.text, reason, cure } };
    }
  }
  return { [gatheredKey]: parts };
}

async function parseAt(
  { source, container }: Pick<GatherJob, 'source' | 'container'>,
  records: RecordIndex,
  record: number,
): Promise<ParsedRecord & { readonly text: string }> {
  const length = records.length(record);
  const wanted = length > maxRecordBytes ? malformedPreview * 4 : length;
  const { buffer, bytesRead } = await source.handle.read(Buffer.allocUnsafe(wanted), 0, wanted, records.start(record));
  const bytes = buffer.subarray(0, bytesRead);
  const text = bytes.toString('utf8');
  const preview = text.slice(0, malformedPreview);
  if (length > maxRecordBytes) {
    return {
      ok: false,
      text: preview,
      reason: `the record is longer than the ${maxRecordBytes >> 20} MB that are read`,
      cure: 'Look at it in a text editor: a line ending may be missing',
    };
  }
  if (!isUtf8(bytes)) {
    return {
      ok: false,
      text: preview,
      reason: 'the record is not UTF-8 text',
      cure: 'Convert the file, for example with: iconv -f latin1 -t utf-8',
    };
  }
  return { ...container.parse(text), text: preview };
}
