import type { Annotation, Response } from '../comparison.ts';
import type { Detection, Format, ReadComparison, ReadResult, WriteResult } from '../format.ts';
import { brokenOf, partsOf } from '../gathered.ts';
import { majorityOf } from '../majority.ts';
import { isObject } from '../ownValue.ts';
import { type Pair, type PairPolicy, pairsOf, policyText } from '../pairPolicy.ts';
import type { ListPlace } from './listPlace.ts';
import type { ListItem, ListReader, RankedList } from './listReader.ts';

/** A format that makes comparisons of lists under a policy. Its records are never changed: decisions go to the review file. */
export function listFormat(reader: ListReader, policy: PairPolicy): Format {
  // Each of the pairs of a record is read by itself, but the record need be gone through once only.
  const known = new WeakMap<object, readonly PairedList[] | string>();
  const paired = (record: unknown): readonly PairedList[] | string => {
    if (!isObject(record)) return 'the record is not an object';
    const before = known.get(record);
    if (before !== undefined) return before;
    const lists = listsOf(reader, record);
    const found = typeof lists === 'string' ? lists : lists.map(list => ({ list, pairs: pairsIn(list, policy) }));
    known.set(record, found);
    return found;
  };
  return {
    id: reader.id,
    name: reader.name,
    ...(reader.gather && { gather: reader.gather }),

    detect(samples): Detection {
      const matching = samples.filter(sample => reader.test(sample));
      const score = matching.length / samples.length;
      if (matching.length === 0) return { score: 0, reasons: [] };
      const made = `comparisons are made of each list by the policy ${policyText(policy)}`;
      return {
        score,
        reasons: [`${matching.length} of ${samples.length} sampled records ${reader.trait}`, made],
        pairs: policyText(policy),
      };
    },

    rows(record): number {
      const lists = paired(record);
      // A list that makes no comparison is still a row, which says so.
      if (typeof lists === 'string') return 1;
      return Math.max(
        1,
        lists.reduce((sum, { pairs }) => sum + Math.max(1, pairs.length), 0),
      );
    },

    read(record, _map, nth = 0): ReadResult {
      const lists = paired(record);
      const cure = 'Nothing to do; other policies may pair more, and the record stays in the file as it is';
      if (typeof lists === 'string') {
        const broken = brokenOf(record);
        return { ok: false, reason: lists, cure: broken?.cure ?? 'Correct the record in a text editor' };
      }
      let before = 0;
      for (const [place, { list, pairs }] of lists.entries()) {
        const pair = pairs[nth - before];
        if (pair) return { ok: true, comparison: comparisonOf(list, pair, lists.length > 1 ? place : undefined) };
        if (pairs.length === 0 && nth === before) return { ok: false, reason: nothingToCompare(list), cure };
        before += Math.max(1, pairs.length);
      }
      return { ok: false, reason: 'the record holds no list of responses', cure };
    },

    listAt(record, nth): ListPlace | null {
      const lists = paired(record);
      if (typeof lists === 'string') return null;
      let before = 0;
      for (const { list, pairs } of lists) {
        if (pairs[nth - before]) return { list, pairs, pair: nth - before };
        before += Math.max(1, pairs.length);
      }
      return null;
    },

    write(_record, _comparison, { verdict, texts }): WriteResult {
      const said =
        verdict === null || verdict === 'drop' || verdict === 'later' ? [] : ['a verdict on one pair of a list'];
      const edited = Object.keys(texts).map(ref => `the edited text ${ref}`);
      return { patches: [], notExpressed: [...said, ...edited] };
    },
  };
}

interface PairedList {
  readonly list: RankedList;
  readonly pairs: readonly Pair[];
}

function listsOf(reader: ListReader, record: unknown): readonly RankedList[] | string {
  const broken = brokenOf(record);
  if (broken) return broken.reason;
  if (reader.gather && partsOf(record) === null) return 'the record was not gathered with the others of its prompt';
  return reader.read(record);
}

function pairsIn({ items, ties }: RankedList, policy: PairPolicy): Pair[] {
  return pairsOf(
    items.map(item => item.level),
    policy,
    ties,
  );
}

function nothingToCompare({ items, ties }: RankedList): string {
  if (items.length < 2)
    return `the list holds ${items.length === 0 ? 'no response' : 'one response only'}, so there is no pair`;
  const alike = items.every(item => item.level === items[0]!.level);
  if (alike && !ties) return `all ${items.length} responses have the same label, so none is better than another`;
  return 'the policy makes no pair of this list: no two responses lie far enough apart';
}

function comparisonOf(list: RankedList, [better, worse]: Pair, place: number | undefined): ReadComparison {
  const [a, b] = [list.items[better]!, list.items[worse]!];
  const annotations = annotationsOf(a, b);
  const level = a.level === b.level ? 'tie' : 'a';
  const { label, strength } =
    annotations.length > 0 ? majorityOf(annotations) : ({ label: level, strength: a.level - b.level } as const);
  const listId = list.listId !== undefined && place !== undefined ? `${list.listId}/${place + 1}` : list.listId;
  return {
    prompt: list.prompt,
    a: responseOf(a),
    b: responseOf(b),
    label,
    ...(strength !== undefined && strength > 0 && { labelStrength: strength }),
    ...list.facts,
    annotations,
    ...(listId !== undefined ? { listId } : place !== undefined && { listId: `/${place + 1}` }),
    positioned: false,
  };
}

function responseOf({ messages, model, score }: ListItem): Response {
  return { messages, ...(model !== undefined && { model }), ...(score !== undefined && { score }) };
}

/** What each annotator who levelled both responses says of the two. */
function annotationsOf(a: ListItem, b: ListItem): Annotation[] {
  return [...(a.by ?? [])].flatMap(([annotator, level]): Annotation[] => {
    const other = b.by?.get(annotator);
    if (other === undefined) return [];
    const strength = Math.abs(level - other);
    const label = strength === 0 ? 'tie' : level > other ? 'a' : 'b';
    return [{ annotator, label, ...(strength > 0 && { strength }) }];
  });
}
