import type { FileDataset } from '../../dataset/fileDataset.ts';
import type { Row } from '../../dataset/row.ts';

/** Rows between two that are wanted, which are read over rather than left out. */
const gap = 8;
/** Most rows that are read at once. */
const most = 256;

/** The rows that are wanted, in order, a few at a time: neighbours with one call. @param rows ascending */
export async function* readKnown(dataset: FileDataset, rows: readonly number[]): AsyncGenerator<readonly Row[]> {
  await dataset.ready;
  for (let from = 0; from < rows.length; ) {
    const first = rows[from]!;
    let to = from + 1;
    while (to < rows.length && rows[to]! - rows[to - 1]! <= gap && rows[to]! - first < most) to++;
    const read = await dataset.read(first, rows[to - 1]! - first + 1);
    const wanted = new Set(rows.slice(from, to));
    yield read.filter(({ row }) => wanted.has(row));
    from = to;
  }
}
