import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Pace } from './breathe.ts';
import type { ByteSource } from './byteSource.ts';
import type { Container, ParsedRecord } from './container.ts';
import { brokenKey, gatheredKey } from './gathered.ts';
import { maxRecordBytes } from './readRecord.ts';
import { readScattered } from './readScattered.ts';
import { readSpans, type SpannedRecord } from './readSpans.ts';
import type { RecordIndex } from './recordIndex.ts';
import { malformedPreview } from './row.ts';

/** What `gatherRecords` works on. */
export interface GatherJob {
  readonly source: ByteSource;
  /** Complete. */
  readonly records: RecordIndex;
  readonly container: Container;
  readonly gather: (record: unknown) => string | null;
  readonly signal: AbortSignal;
  /** Share done, from 0 to 1; at most ten times a second, and 1 at the end. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Share of the work that is grouping; the rest is writing. */
const groupingShare = 0.6;

/**
 * Writes a file in which the records that belong together are one line: `{"<gatheredKey>":[{"line":n,"record":{...}}, ...]}`,
 * in the order in which the first of each was met. Records that can't be read are lines of their own, so none is lost.
 */
export async function gatherRecords(job: GatherJob, target: string): Promise<void> {
  const report = seldom(job.onProgress);
  const groups = await group(job, report);
  const handle = await open(target, 'wx', 0o600);
  try {
    await write(job, groups, handle, report);
    await handle.sync();
  } finally {
    await handle.close();
  }
  job.onProgress?.(1);
}

/** Records that are one list, by number. */
interface Gathered {
  readonly records: number[];
  /** True if all of them are known to be JSON; a record that is not is a list of its own. */
  readonly json: boolean;
}

/** Records of each list, in the order of their first ones. */
async function group(
  { source, records, container, gather, signal }: GatherJob,
  report: (share: number) => void,
): Promise<Gathered[]> {
  const pace = new Pace();
  const places = new Map<string, number[]>();
  const groups: Gathered[] = [];
  for await (const { record, bytes, cut } of readSpans(source, records, 0, records.count)) {
    const parsed = parse(bytes, cut, container);
    const text = parsed.ok ? gather(parsed.record) : null;
    const key = text === null ? null : short(text);
    const known = key === null ? undefined : places.get(key);
    if (known) known.push(record);
    else {
      const started = [record];
      groups.push({ records: started, json: container.kind === 'lines' && key !== null });
      if (key !== null) places.set(key, started);
    }
    if (!pace.due) continue;
    report((groupingShare * (record + 1)) / records.count);
    await pace.rest();
    signal.throwIfAborted();
  }
  return groups;
}

/** Long prompts would be held once more; their hash tells them apart as well. */
function short(key: string): string {
  return key.length <= 40 ? key : createHash('sha256').update(key, 'utf8').digest('base64');
}

/** Bytes of records that are held at one time: those of lists that are written together lie anywhere in the file. */
const togetherBytes = 64 << 20;

async function write(
  job: GatherJob,
  groups: readonly Gathered[],
  handle: FileHandle,
  report: (share: number) => void,
): Promise<void> {
  const { records, signal } = job;
  const pace = new Pace();
  for (let from = 0; from < groups.length; ) {
    let to = from;
    for (let bytes = 0; to < groups.length && (to === from || bytes < togetherBytes); to++)
      for (const record of groups[to]!.records) bytes += records.length(record);
    const held = await readScattered(
      job.source,
      records,
      groups.slice(from, to).flatMap(one => one.records),
      signal,
    );
    let pending: Buffer[] = [];
    let length = 0;
    for (let at = from; at < to; at++) {
      const line = lineOfGroup(job, groups[at]!, held);
      pending.push(line);
      length += line.length;
      if (length < flushBytes && at + 1 < to) continue;
      await handle.writeFile(Buffer.concat(pending, length));
      pending = [];
      length = 0;
      report(groupingShare + ((1 - groupingShare) * (at + 1)) / groups.length);
      if (pace.due) await pace.rest();
      signal.throwIfAborted();
    }
    from = to;
  }
}

const flushBytes = 1 << 20;

function lineOfGroup(
  { records, container }: GatherJob,
  { records: members, json }: Gathered,
  held: ReadonlyMap<number, SpannedRecord>,
): Buffer {
  const pieces: Buffer[] = [opening];
  for (const [i, record] of members.entries()) {
    const { bytes, cut } = held.get(record)!;
    const line = records.line(record);
    let text = bytes;
    if (!json) {
      const parsed = parse(bytes, cut, container);
      if (!parsed.ok) {
        const { reason, cure, text: preview } = parsed;
        return Buffer.from(`${JSON.stringify({ [brokenKey]: { line, text: preview, reason, cure } })}\n`);
      }
      text = Buffer.from(JSON.stringify(parsed.record));
    }
    pieces.push(Buffer.from(`${i === 0 ? '' : ','}{"line":${line},"record":`), text, brace);
  }
  return Buffer.concat([...pieces, closing]);
}

const opening = Buffer.from(`{${JSON.stringify(gatheredKey)}:[`);
const brace = Buffer.from('}');
const closing = Buffer.from(']}\n');

/** Passes on at most ten shares a second. */
function seldom(onProgress: ((share: number) => void) | undefined): (share: number) => void {
  let last = performance.now();
  return share => {
    if (performance.now() - last < 100) return;
    last = performance.now();
    onProgress?.(share);
  };
}

function parse(bytes: Buffer, cut: boolean, container: Container): ParsedRecord & { readonly text: string } {
  const text = bytes.toString('utf8');
  const preview = text.slice(0, malformedPreview);
  if (cut) {
    const reason = `the record is longer than the ${maxRecordBytes >> 20} MB that are read`;
    return { ok: false, text: preview, reason, cure: 'Look at it in a text editor: a line ending may be missing' };
  }
  if (!isUtf8(bytes)) {
    const cure = 'Convert the file, for example with: iconv -f latin1 -t utf-8';
    return { ok: false, text: preview, reason: 'the record is not UTF-8 text', cure };
  }
  return { ...container.parse(text), text: preview };
}
