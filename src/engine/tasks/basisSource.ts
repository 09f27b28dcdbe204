import type { RowSource } from '../../audit/streamed/rowSource.ts';
import type { FileDataset } from '../../dataset/fileDataset.ts';
import type { Row } from '../../dataset/row.ts';
import type { AuditBasis } from '../taskTypes/auditBasis.ts';

/** All rows as the reviewer first saw them, read as often as they are asked for; added ones come last, as their numbers do. */
export function basisSource(dataset: FileDataset, { originals, added }: AuditBasis): RowSource {
  const kept = new Map(originals);
  const asSeen = (row: Row): Row => {
    const bytes = kept.get(row.row);
    return bytes === undefined ? row : dataset.parse(row.row, Buffer.from(bytes, 'base64'));
  };
  const addedRow = async ([row, after, record]: AuditBasis['added'][number]): Promise<Row> => {
    const [before] = await dataset.read(after, 1);
    return dataset.parse(row, Buffer.from(record, 'utf8'), before?.line ?? 1);
  };
  const last = [...added].sort(([x], [y]) => x - y);
  return {
    get count() {
      return dataset.rowCount + last.length;
    },
    async *batches(signal) {
      for await (const rows of dataset.batches(signal)) yield rows.map(asSeen);
      for (const one of last) yield [await addedRow(one)];
    },
    async *read(places) {
      for (const place of places) {
        if (place >= dataset.rowCount) yield await addedRow(last[place - dataset.rowCount]!);
        else yield* (await dataset.read(place, 1)).map(asSeen);
      }
    },
  };
}
