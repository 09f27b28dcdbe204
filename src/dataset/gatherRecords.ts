import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Pace } from './breathe.ts';
import type { ByteSource } from './byteSource.ts';
import type { Container, ParsedRecord } from './container.ts';
import { brokenKey, gatheredKey } from './gathered.ts';
import { maxRecordBytes } from './readRecord.ts';
import { readSpans } from './readSpans.ts';
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
async function group({ source, records, container, gather, signal }: GatherJob): Promise<number[][]> {
  const pace = new Pace();
  const places = new Map<string, number[]>();
  const groups: number[][] = [];
  for await (const { record, bytes, cut } of readSpans(source, records, 0, records.count)) {
    const parsed = parse(bytes, cut, container);
    const text = parsed.ok ? gather(parsed.record) : null;
    const key = text === null ? null : short(text);
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

/** Long prompts would be held once more; their hash tells them apart as well. */
function short(key: string): string {
  return key.length <= 40 ? key : createHash('sha256').update(key, 'utf8').digest('base64');
}

/** Groups whose records are read at the same time: they lie anywhere in the file. */
const together = 128;

async function write(job: GatherJob, groups: readonly number[][], handle: FileHandle): Promise<void> {
  const pace = new Pace();
  for (let from = 0; from < groups.length; from += together) {
    const lines = await Promise.all(groups.slice(from, from + together).map(group => lineOfGroup(job, group)));
    await handle.writeFile(lines.join(''));
    if (pace.due) await pace.rest();
    job.signal.throwIfAborted();
  }
}

async function lineOfGroup({ source, records, container }: GatherJob, group: readonly number[]): Promise<string> {
  const parts: object[] = [];
  for (const record of group) {
    const line = records.line(record);
    for await (const { bytes, cut } of readSpans(source, records, record, record + 1)) {
      const parsed = parse(bytes, cut, container);
      if (parsed.ok) parts.push({ line, record: parsed.record });
      else {
        const { reason, cure, text } = parsed;
        return `${JSON.stringify({ [brokenKey]: { line, text, reason, cure } })}\n`;
      }
    }
  }
  return `${JSON.stringify({ [gatheredKey]: parts })}\n`;
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
