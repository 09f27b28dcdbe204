import type { Comparison } from '../dataset/comparison.ts';
import { groupDifferences, type SharedLabel } from '../principles/evaluate/groupDifferences.ts';
import { numberOf } from '../principles/labelled.ts';
import { promptGroups } from '../principles/select/groups.ts';
import { annotatorVotes } from '../reward/annotators/annotatorVotes.ts';
import { type ContextFlips, contextFlips } from '../reward/context/contextFlips.ts';
import type { Estimate } from '../reward/figures.ts';
import { wilson } from '../reward/numbers.ts';
import { Pace } from '../reward/pace.ts';
import { dealFolds } from '../reward/partition.ts';
import type { Ballots } from '../reward/populations/ballots.ts';
import { columnGroups } from '../reward/populations/columnGroups.ts';
import { groupHeads } from '../reward/populations/groupHeads.ts';
import type { PrincipleDifference } from '../reward/populations/populationsFigures.ts';
import { unitDesign } from '../reward/populations/unitDesign.ts';
import { prepare } from '../reward/prepared.ts';
import type { Audit } from './audit.ts';
import { votesFrom } from './votesFrom.ts';

/** A group of labels with one value of a column. */
export interface GroupSplitFigures {
  readonly name: string;
  readonly n: number;
  /** How often the ensemble prefers what these labels do, out of fold. */
  readonly accuracy: Estimate | null;
  /** Held-out labels that one style head for all says, and those that the group's own head says. */
  readonly single: Estimate;
  readonly own: Estimate;
  readonly principles: readonly PrincipleDifference[];
}

/** The labels of a file split by a column. */
export interface GroupSplit {
  readonly column: string;
  readonly groups: readonly GroupSplitFigures[];
  /** Values with too few labels, and labels of no group or of those. */
  readonly small: number;
  readonly leftOut: number;
  /** Preferences that turn with the column's value. */
  readonly context: ContextFlips;
}

const leastLabels = 20;
const mostGroups = 30;

interface GroupedLabel extends Omit<SharedLabel, 'weights'> {
  readonly group: number;
}

/**
 * Splits labels (annotations where annotators are named) by a column: accuracy of the ensemble, of one head for all and of
 * one's own, and the principles that differ from all other groups.
 *
 * @param comparisons - those that the audit is of
 */
export async function groupSplit(
  comparisons: readonly Comparison[],
  audit: Pick<Audit, 'rows' | 'principles' | 'figures'>,
  column: string,
  signal?: AbortSignal,
): Promise<GroupSplit> {
  const { names, of } = columnGroups(comparisons, column);
  const labels = labelsOf(comparisons);
  const counts = new Float64Array(names.length);
  for (const { row } of labels) for (const group of of[row]!) counts[group]!++;
  const kept = [...names.keys()].filter(group => counts[group]! >= leastLabels).slice(0, mostGroups);
  const place = new Map(kept.map((group, at) => [group, at]));
  const grouped = labels.flatMap(label =>
    of[label.row]!.flatMap((group): GroupedLabel[] => {
      const at = place.get(group);
      return at === undefined ? [] : [{ ...label, group: at }];
    }),
  );
  const heads = await headsOf(comparisons, grouped, kept.length, audit.figures.seed, signal);
  const votes = votesFrom(audit, comparisons);
  const differences = groupDifferences(
    audit.principles.principles,
    votes,
    grouped.map(({ group, ...label }) => ({ ...label, weights: kept.map((_, at) => (at === group ? 1 : 0)) })),
    promptGroups(comparisons),
    kept.length,
  );
  const strengthOf = new Map(
    audit.rows.map(({ row, preferenceStrength, label }) => [
      row,
      preferenceStrength === null ? Number.NaN : numberOf(label) * preferenceStrength,
    ]),
  );
  return {
    column,
    groups: kept.map((group, at) => {
      const own = grouped.filter(label => label.group === at);
      const judged = own.filter(({ row }) => Math.abs(strengthOf.get(comparisons[row]!.row) ?? Number.NaN) > 0);
      const agreed = judged.filter(({ row, label }) => strengthOf.get(comparisons[row]!.row)! * label > 0);
      return {
        name: names[group]!,
        n: own.length,
        accuracy: wilson(agreed.length, judged.length),
        ...heads[at]!,
        principles: differences[at]!,
      };
    }),
    context: contextFlips(comparisons, place => {
      const [only, second] = of[place]!;
      return only === undefined || second !== undefined ? undefined : names[only];
    }),
    small: names.length - kept.length,
    leftOut: labels.filter(({ row }) => !of[row]!.some(group => place.has(group))).length,
  };
}

/** Decisive labels: annotators', or the record's where nobody is named. */
function labelsOf(comparisons: readonly Comparison[]): Omit<SharedLabel, 'weights'>[] {
  const people = new Map<string, number>();
  const personOf = (name: string): number => {
    if (!people.has(name)) people.set(name, people.size);
    return people.get(name)!;
  };
  return comparisons.flatMap(({ annotations, label, promptB }, row) => {
    if (promptB !== undefined) return [];
    const all =
      annotations.length > 0
        ? annotations.map(({ annotator, label: said }) => ({ said, person: personOf(annotator) }))
        : [{ said: label, person: -1 - row }];
    return all.flatMap(({ said, person }) => {
      const number = numberOf(said);
      return number === 0 ? [] : [{ row, label: number, person }];
    });
  });
}

async function headsOf(
  comparisons: readonly Comparison[],
  labels: readonly GroupedLabel[],
  groups: number,
  seed: number,
  signal: AbortSignal | undefined,
): Promise<{ readonly single: Estimate; readonly own: Estimate }[]> {
  const pace = new Pace(signal);
  const prepared = await prepare(comparisons, pace);
  const votes = annotatorVotes(comparisons, { prepared });
  const design = unitDesign(votes, prepared);
  const sorted = [...labels].sort((x, y) => x.group - y.group);
  const from = new Int32Array(groups + 1);
  for (const { group } of labels) from[group + 1]!++;
  for (let group = 0; group < groups; group++) from[group + 1]! += from[group]!;
  const ballots: Ballots = {
    from,
    unit: Int32Array.from(sorted, ({ row }) => votes.unitOf[row]!),
    side: Int8Array.from(sorted, ({ row, label }) => votes.turn[row]! * label),
  };
  const textGroup = new Int32Array(votes.units);
  for (const [row, unit] of votes.unitOf.entries()) textGroup[unit] = prepared.partition.text[row]!;
  const folds = dealFolds(textGroup, new Int8Array(votes.units).fill(1), 5, seed);
  const { single, own } = await groupHeads(design, ballots, folds, pace);
  return Array.from({ length: groups }, (_, group) => {
    const [start, end] = [from[group]!, from[group + 1]!];
    const share = (values: Float64Array): Estimate =>
      wilson(
        values.subarray(start, end).reduce((sum, value) => sum + value, 0),
        end - start,
      )!;
    return { single: share(single), own: share(own) };
  });
}
