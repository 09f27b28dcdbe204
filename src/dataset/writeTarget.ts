import Papa from 'papaparse';
import { annotatedPairsDocument } from './annotatedPairsDocument.ts';
import { atomicWrite } from './atomicWrite.ts';
import { Pace } from './breathe.ts';
import type { Comparison } from './comparison.ts';
import { lostIn, type Target } from './targets/target.ts';

/** What comparisons become in another format: nothing is left out or lost in silence. */
export interface MadeRecords {
  /** In the order of the first comparison of each. */
  readonly made: readonly MadeRecord[];
  /** How many comparisons could not be written, by the reason. */
  readonly refused: ReadonlyMap<string, number>;
  /** How many written comparisons hold something that the format has no place for, by what it is. */
  readonly lost: ReadonlyMap<string, number>;
}

/** What one comparison became, or the comparisons of one list together. */
export interface MadeRecord {
  readonly comparisons: readonly Comparison[];
  readonly records: readonly object[];
}

/** What writing comparisons in another format came to. */
export interface Conversion extends Pick<MadeRecords, 'refused' | 'lost'> {
  /** Records written. */
  readonly written: number;
  /** Comparisons that are in these records. */
  readonly comparisons: number;
}

const flushBytes = 1 << 20;

/**
 * Writes comparisons to a file in another format. The file appears whole or not at all; where no comparison can be
 * written, none appears, and the answer says why.
 *
 * @param comparisons - in the order of the file; comparisons of one list follow one another
 */
export async function writeTarget(
  comparisons: readonly Comparison[],
  target: Target,
  path: string,
  signal?: AbortSignal,
): Promise<Conversion> {
  const { made, refused, lost } = await makeRecords(comparisons, target, signal);
  const records = made.flatMap(one => one.records);
  if (records.length > 0) await writeRecords(records, target, path);
  return {
    written: records.length,
    comparisons: made.reduce((sum, one) => sum + one.comparisons.length, 0),
    refused,
    lost,
  };
}

/** Makes the records of another format; for `writeRecords`. */
export async function makeRecords(
  comparisons: readonly Comparison[],
  target: Target,
  signal?: AbortSignal,
): Promise<MadeRecords> {
  const refused = new Map<string, number>();
  const lost = new Map<string, number>();
  const made: MadeRecord[] = [];
  const pace = new Pace();
  for (const group of target.listwise ? listsOf(comparisons) : comparisons.map(one => [one])) {
    if (pace.due) await pace.rest();
    signal?.throwIfAborted();
    const result = target.make(group);
    if ('refused' in result) {
      count(refused, result.refused, group.length);
      continue;
    }
    for (const comparison of group) for (const word of lostIn(comparison, target)) count(lost, word, 1);
    made.push({ comparisons: group, records: result.records });
  }
  return { made, refused, lost };
}

/** Comparisons by the list that they are of; one without a list is a list of its own. */
function listsOf(comparisons: readonly Comparison[]): Comparison[][] {
  const lists = new Map<string, Comparison[]>();
  for (const comparison of comparisons) {
    const { listId, row } = comparison;
    const key = listId === undefined ? `row ${row}` : `list ${listId}`;
    const list = lists.get(key);
    if (list) list.push(comparison);
    else lists.set(key, [comparison]);
  }
  return [...lists.values()];
}

/** Writes records that `makeRecords` made for a target. The file appears whole or not at all. */
export async function writeRecords(records: readonly object[], { container }: Target, path: string): Promise<void> {
  await atomicWrite(path, async handle => {
    if (container === 'annotated-pairs')
      return void (await handle.writeFile(`${JSON.stringify(annotatedPairsDocument(records), null, 2)}\n`));
    if (container === 'csv') return void (await handle.writeFile(`${Papa.unparse([...records], { newline: '\n' })}\n`));
    let pending: string[] = [];
    let length = 0;
    for (const record of records) {
      const line = `${JSON.stringify(record)}\n`;
      pending.push(line);
      length += line.length;
      if (length < flushBytes) continue;
      await handle.writeFile(pending.join(''));
      pending = [];
      length = 0;
    }
    await handle.writeFile(pending.join(''));
  });
}

function count(map: Map<string, number>, key: string, more: number): void {
  map.set(key, (map.get(key) ?? 0) + more);
}
