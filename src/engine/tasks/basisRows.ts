import type { FileDataset } from '../../dataset/fileDataset.ts';
import type { Row } from '../../dataset/row.ts';
import type { AuditBasis } from '../taskTypes/auditBasis.ts';

/**
 * All rows as the reviewer first saw them, added ones in their places.
 *
 * @param read - the rows of the file
 */
export function basisRows(dataset: FileDataset, read: readonly Row[], { originals, added }: AuditBasis): Row[] {
  const rows = [...read];
  for (const [row, bytes] of originals) rows[row] = dataset.parse(row, Buffer.from(bytes, 'base64'));
  for (const [row, after, record] of added) {
    rows.push(dataset.parse(row, Buffer.from(record, 'utf8'), rows[after]!.line));
  }
  return rows.toSorted((x, y) => x.row - y.row);
}
