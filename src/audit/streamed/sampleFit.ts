import type { Comparison } from '../../dataset/comparison.ts';
import { runPrinciples } from '../../principles/runPrinciples.ts';
import { annotatorsFigures } from '../../reward/annotators/annotatorsFigures.ts';
import type { NextVote } from '../../reward/degree/nextVote.ts';
import type { MemberResult } from '../../reward/ensembleResult.ts';
import type { FittedHeads } from '../../reward/explain/fittedHeads.ts';
import { fittedHeads } from '../../reward/explain/fittedHeads.ts';
import type { ExplainRecipe } from '../../reward/explain/headRecipe.ts';
import { recipeOf } from '../../reward/explain/recipeOf.ts';
import { makeFigures } from '../../reward/figures/makeFigures.ts';
import type { Figures } from '../../reward/figures.ts';
import { havePrompts } from '../../reward/findings/empty.ts';
import { findAll } from '../../reward/findings/findAll.ts';
import { endOpen } from '../../reward/findings/truncationRisk.ts';
import { fitEnsemble } from '../../reward/fitted/fitEnsemble.ts';
import { modelFigures } from '../../reward/intransitive/modelFigures.ts';
import { objectiveSources } from '../../reward/objectives/objectiveColumns.ts';
import type { SourceOrientation } from '../../reward/orientation.ts';
import type { Reviews } from '../../reward/reviewed.ts';
import type { RewardModel } from '../../reward/rewardModel.ts';
import type { AuditedPrinciples } from '../audit.ts';
import { constitutionOf } from '../constitutionOf.ts';
import { withPopulationPrinciples } from '../populationPrinciples.ts';
import { readOnly } from '../readOnly.ts';
import { suspects } from '../suspects.ts';
import type { KeptVotes } from '../votedStore.ts';
import type { ChunkBasis } from './judgedChunk.ts';

/** A member of the ensemble as checks name it, without its margins. */
export type SampleMember = Pick<MemberResult, 'id' | 'name' | 'kind' | 'used'>;

/** What an audit of the sample says that holds for the file. Plain data. */
export interface SampleFit {
  readonly basis: ChunkBasis;
  readonly members: readonly SampleMember[];
  readonly figures: Omit<Figures, 'seconds'>;
  readonly principles: AuditedPrinciples;
  readonly explain: ExplainRecipe;
  readonly sources: readonly SourceOrientation[];
  /** How votes of annotators spread around what the ensemble says; null where that is not known. */
  readonly spread: NextVote | null;
}

/** How to fit. */
export interface SampleFitOptions {
  readonly seed: number;
  /** Members that keep their heads. */
  readonly members: readonly RewardModel[];
  readonly reviews: Reviews;
  /** What a language model said of the comparisons; null where nothing is kept. */
  readonly votes: KeptVotes | null;
  /** Id of the encoder that says how far responses are from their prompts, if one does. */
  readonly encoder?: string;
  readonly signal?: AbortSignal;
  /** Share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  readonly onHeads?: (heads: FittedHeads) => void;
}

/** Shares of the time that fitting takes. */
const ensembleShare = 0.75;
const findingsShare = 0.1;

/** Audits a sample: its heads, its figures and the principles of its labels. */
export async function fitSample(comparisons: readonly Comparison[], options: SampleFitOptions): Promise<SampleFit> {
  const { seed, members, votes: kept, reviews, signal, onProgress } = options;
  const work = { seed, ...(signal === undefined ? {} : { signal }) };
  const { fitted, result } = await fitEnsemble(comparisons, {
    ...work,
    members,
    reviews,
    onProgress: (_, share) => onProgress?.(ensembleShare * share),
  });
  options.onHeads?.(fittedHeads(result));
  const began = performance.now();
  const annotated = await annotatorsFigures(comparisons, result, signal);
  const found = await findAll(comparisons, result, { ...work, ...(annotated?.views && { views: annotated.views }) });
  const findingsTook = (performance.now() - began) / 1000;
  onProgress?.(ensembleShare + findingsShare);
  const onRead = (kept?.principles.length ?? 0) === 0 ? comparisons : readOnly(comparisons, kept!.read);
  const principles = await runPrinciples(onRead, {
    ...work,
    ...(kept === null ? {} : { extra: kept.principles, ...(kept.judge && { judge: kept.judge }) }),
    conditional: true,
    suspect: suspects(found),
    ensembleCorrect: i => (Number.isNaN(result.p[i]!) ? null : result.p[i]! > 0.5),
    onProgress: share => onProgress?.(ensembleShare + findingsShare + (1 - ensembleShare - findingsShare) * share),
  });
  const figures = makeFigures(comparisons, result, found, {
    malformed: 0,
    annotation:
      annotated && withPopulationPrinciples(annotated.figures, annotated.memberships, comparisons, principles),
  });
  const { votes: _, ...rest } = principles;
  const objectives = objectiveSources(comparisons);
  return {
    basis: {
      ensemble: fitted,
      principles: principles.principles.map(({ id }) => id),
      inverted: result.sources.flatMap(({ verdict, source }) => (verdict === 'inverted' ? [source] : [])),
      annotated: annotated !== null,
      topical: result.topicality === null ? null : (options.encoder ?? null),
      objectives: objectives.length < 2 ? [] : objectives,
      populations: annotated?.heads ?? null,
      habits: { prompts: havePrompts(comparisons), openEnds: endOpen(result.prepared.style.facts) },
    },
    members: fitted.members.map(({ id, name, kind, voice }) => ({ id, name, kind, used: voice !== null })),
    figures: {
      ...figures,
      models: modelFigures(comparisons, seed, annotated?.figures.populations),
      work: {
        ...result.work,
        findings: findingsTook,
        principles: (performance.now() - began) / 1000 - findingsTook,
      },
    },
    principles: { ...rest, constitution: constitutionOf(principles.principles) },
    explain: recipeOf(result),
    sources: result.sources,
    spread: annotated?.spread ?? null,
  };
}
