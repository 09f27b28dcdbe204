import { createHash } from 'node:crypto';
import Papa from 'papaparse';
import { atomicWrite } from './atomicWrite.ts';
import { Pace } from './breathe.ts';
import type { Comparison } from './comparison.ts';
import { lostIn, type Target } from './targets/target.ts';

/** What writing comparisons in another format came to: nothing is left out or lost in silence. */
export interface Conversion {
  /** Records written. */
  readonly written: number;
  /** Comparisons that are in these records. */
  readonly comparisons: number;
  /** How many comparisons could not be written, by the reason. */
  readonly refused: ReadonlyMap<string, number>;
  /** How many written comparisons hold something that the format has no place for, by what it is. */
  readonly lost: ReadonlyMap<string, number>;
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
  const refused = new Map<string, number>();
  const lost = new Map<string, number>();
  let written = 0;
  let held = 0;
  const records: object[] = [];
  const pace = new Pace();
  for (const group of target.listwise ? listsOf(comparisons) : comparisons.map(one => [one])) {
    if (pace.due) await pace.rest();
    signal?.throwIfAborted();
    const made = target.make(group);
    if ('refused' in made) {
      count(refused, made.refused, group.length);
      continue;
    }
    for (const comparison of group) for (const word of lostIn(comparison, target)) count(lost, word, 1);
    records.push(...made.records);
    written += made.records.length;
    held += group.length;
  }
  if (written > 0) await write(records, target, path);
  return { written, comparisons: held, refused, lost };
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

async function write(records: readonly object[], { container }: Target, path: string): Promise<void> {
  await atomicWrite(path, async handle => {
    if (container === 'annotated-pairs')
      return void (await handle.writeFile(`${JSON.stringify(document(records), null, 2)}\n`));
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

/** First eight digits of an MD5, as the format's own writers name annotators and comparisons. */
function shortId(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex').slice(0, 8);
}

interface HeldPair {
  readonly comparison: Comparison;
  readonly texts: { readonly prompt: string; readonly a: string; readonly b: string };
}

/** AnnotatedPairs 2.0. `metadata` must be the first key: its readers look at that one alone. */
function document(records: readonly object[]): object {
  const gold = shortId('column_preferred_text');
  const annotators: Record<string, object> = {
    [gold]: { name: 'preferred_text', description: 'The label of the dataset', type: 'unknown' },
  };
  const comparisons = (records as readonly HeldPair[]).map(({ comparison, texts }) => {
    const { label, annotations, a, b, source, id } = comparison;
    const held: Record<string, object> = { [gold]: preference(label) };
    for (const { annotator, label: said } of annotations) {
      const name = shortId(`column_${annotator}`);
      annotators[name] ??= { name: annotator, description: 'An annotator of the dataset', type: 'human' };
      held[name] = preference(said);
    }
    const [responseA, responseB] = [
      { ...(a.model !== undefined && { model: a.model }), text: texts.a },
      { ...(b.model !== undefined && { model: b.model }), text: texts.b },
    ];
    const key = `${texts.prompt}|${JSON.stringify(responseA)}|${JSON.stringify(responseB)}`;
    return {
      id: shortId(key),
      prompt: texts.prompt === '' ? null : texts.prompt,
      response_a: responseA,
      response_b: responseB,
      annotations: held,
      metadata: {
        index: String(comparison.row),
        ...(source !== undefined && { source }),
        ...(id !== undefined && { id }),
      },
    };
  });
  return {
    metadata: {
      version: '2.0',
      description: 'Comparisons exported by PairLens',
      dataset_name: 'PairLens export',
      default_annotator: gold,
      available_metadata_keys_per_comparison: ['index', 'source', 'id'],
    },
    annotators,
    comparisons,
  };
}

function preference(label: Comparison['label']): object {
  if (label === 'a' || label === 'b') return { pref: label };
  if (label === 'tie') return { pref: 'tie' };
  return { pref: null, no_pref_reason: label === 'both_bad' ? 'neither' : 'not_applicable' };
}
