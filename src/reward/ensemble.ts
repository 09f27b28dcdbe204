import type { Comparison } from '../dataset/comparison.ts';
import { combine, type MemberOpinion } from './combine.ts';
import type { Topicality } from './encoder/topicality.ts';
import type { EnsembleResult } from './ensembleResult.ts';
import { TextMemory } from './features/textMemory.ts';
import type { MemberRun } from './figures.ts';
import { foldPlans } from './foldPlans.ts';
import { builtInMembers } from './members/members.ts';
import { fileOrientation, sourceOrientations, withInverted } from './orientation.ts';
import { Pace } from './pace.ts';
import { prepare } from './prepared.ts';
import { anchorsOf, type Reviews } from './reviewed.ts';
import type { ObjectiveMargins, RewardModel, RewardTask } from './rewardModel.ts';

/** How to run the ensemble. */
export interface EnsembleOptions {
  /** Seed of everything random: the same seed gives the same result. */
  readonly seed: number;
  /** How many partitions into folds to average over (default: 5 below 1,000 comparisons, 2 above 10,000, else 3). */
  readonly seeds?: number;
  readonly signal?: AbortSignal;
  /** Name of the step under way and the share done, 0 to 1. */
  readonly onProgress?: (step: string, share: number) => void;
  /** Labels to use instead of the recorded ones: +1 a, -1 b, 0 none. */
  readonly labels?: Int8Array;
  /** Verdicts along the comparisons, as evidence; the labels are as decided. */
  readonly reviews?: Reviews;
  /** Members to ask (default: those that need no weights). */
  readonly members?: readonly RewardModel[];
  /** What an earlier audit counted of the same texts; it takes up what is new. */
  readonly memory?: TextMemory;
}

/** Small files gain more by averaging over partitions, and it costs them less. */
function partitionsFor(comparisons: number): number {
  if (comparisons < 1000) return 5;
  return comparisons > 10_000 ? 2 : 3;
}

/** +1 where a is the recorded choice, -1 where b is, 0 where there is none or the sides do not share their prompt. */
export function labelsOf(comparisons: readonly Comparison[]): Int8Array {
  return Int8Array.from(comparisons, signOf);
}

/** The same of one comparison. */
export function signOf({ promptB, label }: Comparison): 1 | -1 | 0 {
  return promptB !== undefined ? 0 : label === 'a' ? 1 : label === 'b' ? -1 : 0;
}

/**
 * Runs the reward ensemble: every margin out of fold, several partitions averaged, members combined and calibrated.
 * Yields to the event loop at least every 200 ms and rejects with the signal's reason when cancelled.
 */
export async function runEnsemble(
  comparisons: readonly Comparison[],
  options: EnsembleOptions,
): Promise<EnsembleResult> {
  const { seed, signal, onProgress } = options;
  const members = options.members ?? builtInMembers;
  const seeds = options.seeds ?? partitionsFor(comparisons.length);
  const labels = options.labels ?? labelsOf(comparisons);
  const reviews = options.reviews ?? comparisons.map(() => null);
  onProgress?.('Reading the texts', 0);
  const began = performance.now();
  const { memory = new TextMemory() } = options;
  const countedBefore = memory.counted;
  const prepared = await prepare(comparisons, new Pace(signal), memory);
  const counted = memory.counted - countedBefore;
  const preparedAt = performance.now();
  const anchors = anchorsOf(reviews);
  const tasks = foldPlans(prepared.partition, labels, seed, seeds).map(
    (plan): RewardTask => ({ comparisons, labels, anchors, ...plan, ...(signal ? { signal } : {}) }),
  );
  const opinions: MemberOpinion[] = [];
  let topicality: Topicality | null = null;
  for (const [m, member] of members.entries()) {
    let sum: Float64Array | null = null;
    let why = '';
    let run: MemberRun | null = null;
    const chosen: (readonly number[])[] = [];
    const weights: (readonly Float64Array[])[] = [];
    let objectives: readonly ObjectiveMargins[] = [];
    const runs = member.learns ? tasks : tasks.slice(0, 1);
    for (const [s, task] of runs.entries()) {
      const report = (share: number): void =>
        onProgress?.(member.name, 0.1 + (0.85 * (m + (s + share) / runs.length)) / members.length);
      report(0);
      const answer = await member.margins({ ...task, onProgress: report });
      topicality ??= answer.topicality ?? null;
      if (answer.margins === null) {
        why = answer.why;
        break;
      }
      run ??= answer.run ?? null;
      objectives = answer.objectives ?? [];
      if (answer.chosen) chosen.push(answer.chosen);
      if (answer.weights) weights.push(answer.weights);
      sum ??= new Float64Array(comparisons.length);
      for (let i = 0; i < sum.length; i++) sum[i]! += answer.margins[i]! / runs.length;
    }
    opinions.push({ member, margins: sum, why, run, chosen, weights, objectives });
  }
  const work = {
    texts: new Set(prepared.items.texts).size + prepared.items.prompts.length,
    counted,
    preparing: (preparedAt - began) / 1000,
    members: (performance.now() - preparedAt) / 1000,
    inference: opinions.reduce((sum, { run }) => sum + (run?.seconds ?? 0), 0),
  };
  onProgress?.('Combining', 0.97);
  const textFolds = tasks[0]!.textFolds;
  const combined = combine({ opinions, labels, reviews, textFolds, prepared, seed, partitions: seeds });
  const sources = await sourceOrientations(comparisons, labels, prepared, new Pace(signal));
  const untrained = new Set(members.filter(member => !member.learns).map(member => member.id));
  const whole = fileOrientation(
    comparisons,
    labels,
    combined.members.filter(member => untrained.has(member.id)),
  );
  return { ...combined, topicality, work, sources, orientation: withInverted(whole, sources) };
}
