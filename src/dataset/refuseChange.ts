import { DatasetError } from './datasetError.ts';
import type { FileDataset } from './fileDataset.ts';
import { changeSince } from './fingerprint.ts';
import { PlainSource } from './plainSource.ts';

/** Ends where another program changed the file since it was opened. @throws {DatasetError} `outside-change` */
export async function refuseOutsideChange(dataset: FileDataset): Promise<void> {
  const change = await changeSince(dataset.path, dataset.fingerprint);
  if (change === 'none') return;
  const problems = {
    changed: 'the file was changed by another program since it was opened',
    appended: 'another program added lines to the file since it was opened',
    missing: 'the file was deleted or renamed since it was opened',
  };
  throw new DatasetError(
    'outside-change',
    dataset.path,
    problems[change],
    'Save it under another name, overwrite it, or open it again',
  );
}

/**
 * Ends where the file was rewritten in place: that took the records away that the index points at, and there is nothing left
 * to save from.
 *
 * @throws {DatasetError} `outside-change`
 */
export async function refuseAlteredSource(dataset: FileDataset): Promise<void> {
  const { source, fingerprint } = dataset.contents;
  if (!(source instanceof PlainSource) || (await changeSince(dataset.path, fingerprint)) !== 'changed') return;
  if ((await source.handle.stat()).mtimeMs === fingerprint.mtimeMs) return;
  const problem = 'another program rewrote the file in place, so the records that were opened are gone';
  throw new DatasetError(
    'outside-change',
    dataset.path,
    problem,
    'Open it again; decisions are kept by the content of comparisons',
  );
}
