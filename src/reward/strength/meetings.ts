import type { Comparison, Label } from '../../dataset/comparison.ts';
import { itemsOf } from '../items.ts';
import { idsBy } from './idsBy.ts';

/** One vote on two ids. */
export interface Meeting {
  readonly a: number;
  readonly b: number;
  /** 1: a won; -1: b won; 0: a tie. */
  readonly outcome: 1 | 0 | -1;
  /** True where a is known to have been shown first. */
  readonly positioned: boolean;
  /** 1, or less where several pairs come from one ranking. */
  readonly weight: number;
  /** Meetings of one prompt share it: they are not independent. */
  readonly prompt: number;
  /** Place of the comparison. */
  readonly at: number;
}

/** The votes of a dataset as meetings of ids. */
export interface Meetings {
  readonly ids: readonly string[];
  readonly meetings: readonly Meeting[];
  readonly prompts: number;
  /** Votes that count for nothing here, by reason. */
  readonly leftOut: {
    /** "Both bad" is no tie of quality. */
    readonly bothBad: number;
    /** Both responses have the same id. */
    readonly same: number;
    /** Comparisons without an id for both responses. */
    readonly nameless: number;
  };
}

/**
 * Every annotation (or, where a record names no annotator, its label) as a meeting of the two responses' ids. The m pairs
 * of a ranking of K responses weigh (K - 1) / m each: they are no more than K - 1 independent comparisons.
 *
 * @param of - `response_model`; `response` for the texts themselves; or the common part of two fields' names
 * @param bothBad - counts "both bad" as a tie if true
 */
export function meetingsOf(comparisons: readonly Comparison[], of: string, bothBad = false): Meetings {
  const items = itemsOf(comparisons);
  const idsOf = idsBy(of, comparisons, items);
  const places = new Map<string, number>();
  const ids: string[] = [];
  const place = (id: string): number => {
    const known = places.get(id);
    if (known !== undefined) return known;
    places.set(id, ids.length);
    return ids.push(id) - 1;
  };
  const lists = listWeights(comparisons, items);
  const meetings: Meeting[] = [];
  const leftOut = { bothBad: 0, same: 0, nameless: 0 };
  for (const [at, comparison] of comparisons.entries()) {
    const votes = votesOf(comparison);
    if (votes.length === 0) continue;
    const pair = idsOf(comparison, at);
    if (pair === null) {
      leftOut.nameless++;
      continue;
    }
    if (pair[0] === pair[1]) {
      leftOut.same += votes.length;
      continue;
    }
    const [a, b] = [place(pair[0]), place(pair[1])];
    for (const label of votes) {
      if (label === 'both_bad' && !bothBad) {
        leftOut.bothBad++;
        continue;
      }
      const outcome = label === 'a' ? 1 : label === 'b' ? -1 : 0;
      const weight = comparison.listId === undefined ? 1 : lists.get(comparison.listId)!;
      meetings.push({ a, b, outcome, positioned: comparison.positioned, weight, prompt: items.promptOfRow[at]!, at });
    }
  }
  return { ids, meetings, prompts: items.prompts.length, leftOut };
}

function votesOf({ annotations, label }: Comparison): Label[] {
  const said = annotations.flatMap(annotation => annotation.label ?? []);
  if (said.length > 0) return said;
  return label === null ? [] : [label];
}

function listWeights(comparisons: readonly Comparison[], items: ReturnType<typeof itemsOf>): Map<string, number> {
  const lists = new Map<string, { readonly members: Set<number>; pairs: number }>();
  for (const [at, { listId }] of comparisons.entries()) {
    if (listId === undefined) continue;
    const list = lists.get(listId) ?? { members: new Set<number>(), pairs: 0 };
    list.members.add(items.a[at]!).add(items.b[at]!);
    list.pairs++;
    lists.set(listId, list);
  }
  return new Map([...lists].map(([id, { members, pairs }]) => [id, Math.min(1, (members.size - 1) / pairs)]));
}
