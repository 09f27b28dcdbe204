import { Pace } from './breathe.ts';
import type { ByteSource } from './byteSource.ts';
import { maxRecordBytes } from './readRecord.ts';
import type { SpannedRecord } from './readSpans.ts';
import type { RecordIndex } from './recordIndex.ts';
import { malformedPreview } from './row.ts';

/** Bytes between two records that are read over rather than left out: about what a further read costs. */
const gapBytes = 4 << 10;
/** Longest piece read at one time. */
const pieceBytes = 4 << 20;

/**
 * Reads records that lie anywhere, in the order of the file: neighbours with one call. The bytes are copies, so that a record
 * does not keep the piece it was read with. Of a record that is too long to be parsed, its beginning is read.
 */
export async function readScattered(
  { handle }: ByteSource,
  records: RecordIndex,
  wanted: readonly number[],
  signal: AbortSignal,
): Promise<Map<number, SpannedRecord>> {
  const order = Int32Array.from(wanted).sort((x, y) => records.start(x) - records.start(y));
  const read = new Map<number, SpannedRecord>();
  const pace = new Pace();
  const shown = (record: number): number => {
    const length = records.length(record);
    return length > maxRecordBytes ? malformedPreview * 4 : length;
  };
  for (let first = 0; first < order.length; ) {
    const start = records.start(order[first]!);
    let end = start + shown(order[first]!);
    let next = first + 1;
    for (; next < order.length; next++) {
      const from = records.start(order[next]!);
      const to = from + shown(order[next]!);
      if (from - end > gapBytes || to - start > pieceBytes) break;
      end = Math.max(end, to);
    }
    const piece = Buffer.allocUnsafe(end - start);
    let done = 0;
    while (done < piece.length) {
      const { bytesRead } = await handle.read(piece, done, piece.length - done, start + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    const alone = next === first + 1;
    for (; first < next; first++) {
      const record = order[first]!;
      const at = records.start(record) - start;
      const bytes = piece.subarray(at, Math.min(done, at + shown(record)));
      read.set(record, {
        record,
        bytes: alone ? bytes : Buffer.from(bytes),
        cut: records.length(record) > maxRecordBytes,
      });
    }
    if (pace.due) await pace.rest();
    signal.throwIfAborted();
  }
  return read;
}
