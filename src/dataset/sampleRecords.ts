import type { ByteSource } from './byteSource.ts';
import type { Container } from './container.ts';
import { isObject } from './ownValue.ts';
import { maxRecordBytes } from './readRecord.ts';
import type { RecordIndex } from './recordIndex.ts';

/** Records looked at from the beginning of the file. */
export const sampleSize = 20;
/** Records looked at from all that is indexed so far. */
const insideSize = 12;
/** Bytes parsed in all, so that detection holds nothing up; one record is parsed whatever its length. */
const maxSampleBytes = 1 << 20;

/** Some records of a file, parsed, for detection: the first ones and a few from further inside. Malformed ones are left out. */
export async function sampleRecords(source: ByteSource, index: RecordIndex, container: Container): Promise<unknown[]> {
  const { count } = index;
  const rows = new Set<number>();
  for (let row = 0; row < Math.min(sampleSize, count); row++) rows.add(row);
  for (let i = 1; i <= insideSize; i++) rows.add(Math.floor(((count - 1) * i) / insideSize));
  const records: unknown[] = [];
  let budget = maxSampleBytes;
  for (const row of rows) {
    if (row < 0) continue;
    const length = index.length(row);
    if (length > (records.length === 0 ? maxRecordBytes : budget)) continue;
    budget -= length;
    const { buffer, bytesRead } = await source.handle.read(Buffer.allocUnsafe(length), 0, length, index.start(row));
    const parsed = container.parse(buffer.toString('utf8', 0, bytesRead));
    if (parsed.ok && isObject(parsed.record)) records.push(parsed.record);
  }
  return records;
}
