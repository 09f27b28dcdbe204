import type { Comparison } from '../dataset/comparison.ts';
import type { Row } from '../dataset/row.ts';
import type { Decision } from '../edits/decision.ts';
import { runPrinciples } from '../principles/runPrinciples.ts';
import { annotatorsFigures } from '../reward/annotators/annotatorsFigures.ts';
import { askValues } from '../reward/asking/askValues.ts';
import { runEnsemble } from '../reward/ensemble.ts';
import { type FittedHeads, fittedHeads } from '../reward/explain/fittedHeads.ts';
import { recipeOf } from '../reward/explain/recipeOf.ts';
import type { TextMemory } from '../reward/features/textMemory.ts';
import { makeFigures } from '../reward/figures/makeFigures.ts';
import { findAll } from '../reward/findings/findAll.ts';
import { modelFigures } from '../reward/intransitive/modelFigures.ts';
import { objectiveColumns } from '../reward/objectives/objectiveColumns.ts';
import type { Audit, AuditProgress } from './audit.ts';
import { auditedRows } from './auditedRows.ts';
import { type AuditModels, membersOf } from './auditModels.ts';
import { constitutionOf } from './constitutionOf.ts';
import { followUpMembers, judgeMembers } from './judgeMembers.ts';
import { malformedFinding } from './malformedFinding.ts';
import { withPopulationPrinciples } from './populationPrinciples.ts';
import { readOnly } from './readOnly.ts';
import { remaining, reviewsOf } from './remaining.ts';
import { suspects } from './suspects.ts';
import type { KeptVotes } from './votedStore.ts';

/** What an audit is made of. */
export interface AuditOptions {
  /** Path or name of the file, as the report shows it. */
  readonly file: string;
  /** Name of its format. */
  readonly format: string;
  /** The reviewer's decisions by row; the audit is of what they make of the file. */
  readonly decisions?: ReadonlyMap<number, Decision>;
  /** Seed of everything random: the same seed and file give the same audit. */
  readonly seed: number;
  /** Models to judge with, and which members to leave out (default: members that need no weights, all of them). */
  readonly models?: AuditModels;
  /** What `remaining` makes of rows and decisions, where the caller has it. */
  readonly comparisons?: readonly Comparison[];
  /** What an earlier audit counted of the same texts. The audit is the same without it, and takes longer. */
  readonly memory?: TextMemory;
  /** What a language model said of the comparisons that are given. */
  readonly voted?: (comparisons: readonly Comparison[]) => Promise<KeptVotes | null>;
  /** How likely a language model finds follow-ups to their responses, as `judge`. */
  readonly followUps?: (comparisons: readonly Comparison[]) => Promise<KeptVotes | null>;
  /** Takes the heads that were fitted, for explanations. */
  readonly onHeads?: (fitted: FittedHeads) => void;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: AuditProgress) => void;
}

/** Shares of the audit's time, from measurements on files of a few thousand comparisons. */
const ensembleShare = 0.75;
const findingsShare = 0.1;

/**
 * Audits a dataset: the reward ensemble, what it and the structure of the file make suspect, and the principles behind
 * the labels. Comparisons that the reviewer dropped are left out; flipped and edited ones are taken as decided.
 *
 * @param rows all rows of the dataset, in file order
 * @throws the signal's reason when it is raised
 */
export async function auditDataset(rows: readonly Row[], options: AuditOptions): Promise<Audit> {
  const { seed, signal, onProgress, memory } = options;
  const began = performance.now();
  let last = began;
  const lap = (): number => {
    const since = last;
    last = performance.now();
    return (last - since) / 1000;
  };
  const report = (stage: string, share: number): void => onProgress?.({ stage, share });
  const decisions = options.decisions ?? new Map<number, Decision>();
  const { comparisons = remaining(rows, decisions) } = options;
  const work = { seed, ...(signal === undefined ? {} : { signal }) };
  const kept = (await options.voted?.(comparisons)) ?? null;
  const followed = (await options.followUps?.(comparisons)) ?? null;
  const ensemble = await runEnsemble(comparisons, {
    ...work,
    ...(memory === undefined ? {} : { memory }),
    members: [
      ...membersOf(options.models, comparisons),
      ...judgeMembers(kept, options.models),
      ...followUpMembers(followed, options.models),
    ],
    reviews: reviewsOf(rows, decisions),
    onProgress: (stage, share) => report(stage, ensembleShare * share),
  });
  options.onHeads?.(fittedHeads(ensemble));
  report('Looking for findings', ensembleShare);
  lap();
  const annotated = await annotatorsFigures(comparisons, ensemble, signal);
  const found = await findAll(comparisons, ensemble, { ...work, ...(annotated?.views && { views: annotated.views }) });
  const findingsTook = lap();
  const malformed = rows.flatMap(row => (row.kind === 'malformed' ? [malformedFinding(row)] : []));
  const principles = await runPrinciples(
    (kept?.principles.length ?? 0) === 0 ? comparisons : readOnly(comparisons, kept!.read),
    {
      ...work,
      ...(kept === null ? {} : { extra: kept.principles, ...(kept.judge && { judge: kept.judge }) }),
      conditional: true,
      suspect: suspects(found),
      ensembleCorrect: i => (Number.isNaN(ensemble.p[i]!) ? null : ensemble.p[i]! > 0.5),
      onProgress: share =>
        report('Principles', ensembleShare + findingsShare + (1 - ensembleShare - findingsShare) * share),
    },
  );
  const principlesTook = lap();
  const ask = await askValues(comparisons, ensemble, place => ensemble.reviews[place] !== null, signal);
  const objectives = objectiveColumns(comparisons);
  const audited = auditedRows({ rows, comparisons, ensemble, annotated, ask, objectives, found, principles });
  const { votes: _, ...rest } = principles;
  const figures = makeFigures(comparisons, ensemble, found, {
    malformed: malformed.length,
    annotation:
      annotated && withPopulationPrinciples(annotated.figures, annotated.memberships, comparisons, principles),
  });
  report('Done', 1);
  return {
    version: 1,
    file: options.file,
    format: options.format,
    at: new Date().toISOString(),
    rows: audited,
    figures: {
      ...figures,
      models: modelFigures(comparisons, seed, annotated?.figures.populations),
      work: { ...ensemble.work, findings: findingsTook, principles: principlesTook },
      seconds: (performance.now() - began) / 1000,
    },
    principles: { ...rest, constitution: constitutionOf(principles.principles) },
    explain: recipeOf(ensemble),
  };
}
