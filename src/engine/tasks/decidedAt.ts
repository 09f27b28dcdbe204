import { decide } from '../../audit/decide.ts';
import type { Comparison } from '../../dataset/comparison.ts';
import type { FileDataset } from '../../dataset/fileDataset.ts';
import { isAdded } from '../../edits/addition.ts';
import type { AuditBasis } from '../taskTypes/auditBasis.ts';
import { basisSource } from './basisSource.ts';

/** The comparison of a row as an audit of the basis reads it; null where there is none, or it was dropped. */
export async function decidedAt(dataset: FileDataset, basis: AuditBasis, row: number): Promise<Comparison | null> {
  const added = basis.added.map(([number]) => number).sort((x, y) => x - y);
  const place = isAdded(row) ? dataset.rowCount + added.indexOf(row) : row;
  if (place < 0 || (isAdded(row) && !added.includes(row)) || place >= dataset.rowCount + added.length) return null;
  for await (const read of basisSource(dataset, basis).read(Int32Array.of(place))) {
    if (read.kind === 'comparison') return decide(read.comparison, new Map(basis.decisions).get(row));
  }
  return null;
}
