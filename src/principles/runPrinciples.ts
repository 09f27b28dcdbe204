import type { Comparison } from '../dataset/comparison.ts';
import { textOf } from '../dataset/comparison.ts';
import { candidatesOf } from './candidates.ts';
import { crossEvaluate, outerFolds } from './evaluate/crossEvaluate.ts';
import type { GroupLabel } from './evaluate/groupReconstruction.ts';
import { groupReconstructions } from './evaluate/groupReconstruction.ts';
import { bootstrapShares } from './evaluate/intervals.ts';
import { allFigures } from './evaluate/principleFigures.ts';
import { labelled, numberOf } from './labelled.ts';
import { MeasuredTexts } from './measure/measuredTexts.ts';
import { measureTurn } from './measure/promptMeasures.ts';
import { Pause } from './pause.ts';
import type { PrinciplesResult } from './principlesResult.ts';
import { excludesOf } from './select/excludes.ts';
import { selectConstitution } from './select/select.ts';
import type { WorkOptions } from './voteAll.ts';
import { voteAll } from './voteAll.ts';
import type { VotedPrinciple } from './votedPrinciple.ts';

/** Options of `runPrinciples`. */
export interface PrinciplesOptions extends WorkOptions {
  /** Seed of folds and bootstraps. */
  readonly seed: number;
  /** Places (in the list given) of comparisons with a suspect label: selection leaves them out, evaluation has them. */
  readonly suspect?: ReadonlySet<number>;
  /** Whether the reward ensemble, out of fold, agrees with the label of the comparison at a place; null: no opinion. */
  readonly ensembleCorrect?: (index: number) => boolean | null;
  /** Most rules of the constitution; 10 unless said. */
  readonly most?: number;
  /** Takes as many rules as `most` allows, for comparing sizes. */
  readonly full?: boolean;
  /** Principles with votes from elsewhere, which stand in one table with the measured ones. Their ids are not the bank's. */
  readonly extra?: readonly VotedPrinciple[];
  /** Also looks for principles that hold only under a condition on the prompt. */
  readonly conditional?: boolean;
  /** Votes of a judge without a constitution, as a baseline; 0 where it could not tell, NaN where it was not asked. */
  readonly judge?: ArrayLike<number>;
}

/** Fewest decisive labels for which a constitution is selected and evaluated. */
export const leastDecisive = 30;
/** Fewest prompts (or pairs, or lists) that these labels belong to: every fold holds some out whole, and splits the rest again. */
const leastGroups = 2 * outerFolds;
/** Share of the work that voting takes. */
const votingShare = 0.6;

const halfRight = (decision: number, label: number): number => (decision * label + 1) / 2;

function annotatorLabels(comparisons: readonly Comparison[]): GroupLabel[] {
  return comparisons.flatMap(({ annotations }, row) =>
    annotations.flatMap(({ annotator, label }) => {
      const number = numberOf(label);
      return number === 0 ? [] : [{ name: annotator, row, label: number }];
    }),
  );
}

function sourceLabels(comparisons: readonly Comparison[]): GroupLabel[] {
  return comparisons.flatMap(({ source, label, promptB }, row) => {
    const number = promptB === undefined ? numberOf(label) : 0;
    return number === 0 || source === undefined ? [] : [{ name: source, row, label: number }];
  });
}

/** Why there is no constitution. */
function tooLittle(decisive: number, trusted: number, distinct: number): string {
  const aside = decisive > trusted ? `, ${decisive - trusted} of them suspect and left out of selection` : '';
  const labels = `The file has ${decisive} labels that prefer one response${aside}`;
  return trusted < leastDecisive
    ? `${labels}; a constitution needs ${leastDecisive} or more to be selected and checked.`
    : `${labels}, of ${distinct === 1 ? 'one pair or list' : `only ${distinct} different pairs or lists`}; a constitution needs ${leastGroups} or more, to be checked on some that its selection never saw.`;
}

/**
 * Votes with the measured principles, takes those of others, selects a constitution and evaluates it on folds that its selection never saw.
 * Yields to the event loop; rejects with the signal's reason when aborted.
 */
export async function runPrinciples(
  comparisons: readonly Comparison[],
  options: PrinciplesOptions,
): Promise<PrinciplesResult> {
  const { seed, suspect = new Set<number>(), ensembleCorrect, extra = [], judge, signal, onProgress } = options;
  const turns = new MeasuredTexts(measureTurn);
  const measured = await voteAll(comparisons, {
    signal,
    turns,
    onProgress: share => onProgress?.(votingShare * share),
  });
  const { labels, decisive, groups, groupedBy, folds } = labelled(comparisons, seed);
  const trusted = Int32Array.from(decisive.filter(row => !suspect.has(row)));
  const distinct = new Set(Array.from(trusted, row => groups[row]!)).size;
  const enough = trusted.length >= leastDecisive && distinct >= leastGroups;
  const search = options.conditional === true && enough ? { comparisons, turns, labels, rows: trusted, folds } : null;
  const { principles, columns, selectable } = candidatesOf(measured, extra, folds, search);
  const votes = new Map(principles.map(({ id }, at) => [id, columns[at]!]));
  if (!enough) {
    return {
      principles: allFigures(principles, columns, labels, groups, null),
      votes,
      reconstruction: null,
      why: tooLittle(decisive.length, trusted.length, distinct),
      annotators: [],
      sources: [],
    };
  }
  const base = {
    columns,
    labels,
    groups,
    seed,
    pause: new Pause(signal),
    excludes: excludesOf(principles, columns),
    ...(options.most !== undefined && { most: options.most }),
    ...(options.full !== undefined && { full: options.full }),
  };
  const { decisions, ways, majority, constitutions } = await crossEvaluate({
    ...base,
    skip: suspect,
    selectable,
    onProgress: share => onProgress?.(votingShare + 0.3 * share),
  });
  const { recommended: constitution } = await selectConstitution({ ...base, rows: trusted });
  const outcome = (of: (row: number) => number): Float32Array => Float32Array.from(decisive, of);
  const lengths = (row: number): number =>
    Math.sign(textOf(comparisons[row]!.a.messages).trim().length - textOf(comparisons[row]!.b.messages).trim().length);
  const shares = bootstrapShares(
    [
      outcome(row => halfRight(decisions[row]!, labels[row]!)),
      outcome(row => halfRight(lengths(row), labels[row]!)),
      outcome(row => (comparisons[row]!.positioned ? halfRight(majority[row]!, labels[row]!) : 0.5)),
      outcome(row => {
        const correct = ensembleCorrect?.(row) ?? null;
        return correct === null ? Number.NaN : Number(correct);
      }),
      ...(['plain', 'ranked', 'weighted'] as const).map(way =>
        outcome(row => halfRight(ways[way][row]!, labels[row]!)),
      ),
      outcome(row => (judge === undefined ? Number.NaN : halfRight(Math.sign(judge[row]!), labels[row]!))),
    ],
    Int32Array.from(decisive, row => groups[row]!),
    seed,
  );
  const chosenIn: Record<string, number> = {};
  for (const { rules } of constitutions) {
    for (const rule of rules) chosenIn[principles[rule]!.id] = (chosenIn[principles[rule]!.id] ?? 0) + 1;
  }
  const ensemble = shares[3]!;
  onProgress?.(0.95);
  const result: PrinciplesResult = {
    principles: allFigures(principles, columns, labels, groups, constitution),
    votes,
    reconstruction: {
      constitution: shares[0]!,
      longerWins: shares[1]!,
      majority: shares[2]!,
      ensemble: Number.isNaN(ensemble.value) ? null : ensemble,
      n: decisive.length,
      folds: outerFolds,
      groupedBy,
      decides: constitution.decides,
      ways: { plain: shares[4]!, ranked: shares[5]!, weighted: shares[6]! },
      judge: Number.isNaN(shares[7]!.value) ? null : shares[7]!,
      leftOut: decisive.length - trusted.length,
      chosenIn,
    },
    why: '',
    annotators: groupReconstructions(annotatorLabels(comparisons), decisions, principles, columns, groups, seed),
    sources: groupReconstructions(sourceLabels(comparisons), decisions, principles, columns, groups, seed),
  };
  onProgress?.(1);
  return result;
}
