import type { ByteSource } from './byteSource.ts';
import { maxRecordBytes } from './readRecord.ts';
import type { RecordIndex } from './recordIndex.ts';
import { malformedPreview } from './row.ts';

/** Records that lie together are read with one call, up to this many bytes. */
const spanBytes = 1 << 20;

/** Bytes of a record; the beginning only of one that is longer than records that are parsed. */
export interface SpannedRecord {
  readonly record: number;
  readonly bytes: Buffer;
  /** True if the record is too long to be parsed. */
  readonly cut: boolean;
}

/** Records `from` to `to` in order, read in large pieces. */
export async function* readSpans(
  { handle }: ByteSource,
  records: RecordIndex,
  from: number,
  to: number,
): AsyncGenerator<SpannedRecord> {
  for (let first = from; first < to; ) {
    const start = records.start(first);
    const cut = records.length(first) > maxRecordBytes;
    let next = first + 1;
    while (!cut && next < to && records.start(next) + records.length(next) - start <= spanBytes) next++;
    const length = cut ? malformedPreview * 4 : records.start(next - 1) + records.length(next - 1) - start;
    const span = Buffer.allocUnsafe(length);
    let read = 0;
    while (read < length) {
      const { bytesRead } = await handle.read(span, read, length - read, start + read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    for (let record = first; record < next; record++) {
      const at = records.start(record) - start;
      yield { record, bytes: span.subarray(at, Math.min(read, cut ? length : at + records.length(record))), cut };
    }
    first = next;
  }
}
