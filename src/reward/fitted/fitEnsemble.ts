import type { Comparison } from '../../dataset/comparison.ts';
import { crossFitSlopes } from '../calibration.ts';
import { type EnsembleOptions, labelsOf, runEnsemble } from '../ensemble.ts';
import type { EnsembleResult } from '../ensembleResult.ts';
import { flagThreshold } from '../flagThreshold.ts';
import type { Folds } from '../folds.ts';
import { judgesMember } from '../members/judgesMember.ts';
import { ngramMember } from '../members/ngramMember.ts';
import { scoreMember } from '../members/scoreMember.ts';
import { styleMember } from '../members/styleMember.ts';
import { boostedMember, forestMember } from '../members/treeMember.ts';
import { anchorsOf } from '../reviewed.ts';
import type { RewardModel } from '../rewardModel.ts';
import { evidenceOf, mixVoices, weighVoices } from '../voices.ts';
import type { FittedEnsemble, FittedMember } from './fittedEnsemble.ts';
import type { FittedHead } from './fittedHead.ts';

/** Members that need no weights and whose heads can be kept, to judge any comparison. */
export const fittableMembers: readonly RewardModel[] = [
  scoreMember,
  judgesMember,
  styleMember,
  forestMember,
  boostedMember,
  ngramMember,
];

interface Watched {
  readonly member: RewardModel;
  readonly heads: FittedHead[];
  readonly folds: Folds[];
  /** Mean over the partitions. */
  margins: Float64Array | null;
}

/**
 * Fits the ensemble on a sample and keeps all that it takes to judge other comparisons as an audit of the sample judges its
 * own. Members (default: `fittableMembers`) are to keep their heads.
 *
 * @returns the ensemble, and what it says of the sample
 */
export async function fitEnsemble(
  comparisons: readonly Comparison[],
  options: EnsembleOptions,
): Promise<{ readonly fitted: FittedEnsemble; readonly result: EnsembleResult }> {
  const watched = (options.members ?? fittableMembers).map(watch);
  const labels = options.labels ?? labelsOf(comparisons);
  const result = await runEnsemble(comparisons, { ...options, labels, members: watched.map(({ asked }) => asked) });
  const partitions = watched.map(({ seen }) => seen.folds).reduce((x, y) => (y.length > x.length ? y : x), []);
  const first = result.textFolds;
  const toward = (margins: Float64Array): Float64Array =>
    margins.map((m, i) => (labels[i] === 0 ? Number.NaN : labels[i]! * m));
  const voices = watched.flatMap(({ seen }, k) =>
    result.members[k]!.used && seen.margins !== null
      ? [{ k, margins: seen.margins, evidence: evidenceOf(seen.member.kind, seen.member.id) }]
      : [],
  );
  const mix = mixVoices(voices, labels, first, anchorsOf(result.reviews));
  const kept = watched.flatMap(({ seen }, k): FittedMember[] => {
    if (seen.margins === null) return [];
    const { id, name, kind } = seen.member;
    const voice = voices.findIndex(v => v.k === k);
    return [
      {
        id,
        name,
        kind,
        voice: voice < 0 ? null : voice,
        heads: seen.heads,
        objectives: result.members[k]!.objectives.map(({ name: objective }) => objective),
        slopes: crossFitSlopes(toward(seen.margins), first),
        auroc: result.members[k]!.auroc,
      },
    ];
  });
  const { corpus } = result.prepared.style;
  const slopes = slopesOf(result, voices, labels, first);
  const fitted: FittedEnsemble = {
    comparisons: comparisons.length,
    seed: options.seed,
    members: kept,
    mix,
    slopes,
    corpus: {
      texts: corpus.texts,
      words: Int32Array.from(corpus.documentFrequency.keys()),
      counts: Int32Array.from(corpus.documentFrequency.values()),
    },
    keys: Uint8Array.from(comparisons.flatMap(({ key }) => [...Buffer.from(key, 'hex')])),
    folds: (partitions.length > 0 ? partitions : [first]).map(({ of }) => of),
    accuracy: result.accuracy,
    auroc: result.auroc,
    flipRate: result.flipRate,
    threshold: flagThreshold(result.p),
    leftOut: result.members.flatMap(({ id, margins, why }) => (margins === null ? [{ id, why }] : [])),
  };
  return { fitted, result };
}

/** Notes what a member says and keeps, without changing it. */
function watch(member: RewardModel): { readonly asked: RewardModel; readonly seen: Watched } {
  const seen: Watched = { member, heads: [], folds: [], margins: null };
  const all: Float64Array[] = [];
  const asked: RewardModel = {
    ...member,
    async margins(task) {
      const answer = await member.margins({ ...task, keep: head => seen.heads.push(head) });
      seen.folds.push(task.textFolds);
      if (answer.margins === null) return answer;
      all.push(answer.margins);
      seen.margins = answer.margins.map((_, i) => all.reduce((sum, of) => sum + of[i]!, 0) / all.length);
      return answer;
    },
  };
  return { asked, seen };
}

/** The slopes by which the ensemble calibrates, as `combine` fits them. */
function slopesOf(
  { reviews }: EnsembleResult,
  voices: readonly { readonly margins: Float64Array; readonly evidence: string }[],
  labels: Int8Array,
  folds: Folds,
): number[] {
  const average = weighVoices(voices, labels, folds, anchorsOf(reviews));
  return crossFitSlopes(
    average.map((m, i) => (labels[i] === 0 ? Number.NaN : labels[i]! * m)),
    folds,
  );
}
