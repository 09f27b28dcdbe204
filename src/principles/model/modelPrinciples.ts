import type { Comparison } from '../../dataset/comparison.ts';
import type { LanguageModel } from '../../llm/languageModel.ts';
import { bank } from '../bank.ts';
import { crossEvaluate } from '../evaluate/crossEvaluate.ts';
import type { Labelled } from '../labelled.ts';
import { labelled } from '../labelled.ts';
import { Pause } from '../pause.ts';
import type { Votes } from '../principle.ts';
import { leastDecisive } from '../runPrinciples.ts';
import { excludesOf } from '../select/excludes.ts';
import { voteAll } from '../voteAll.ts';
import type { VotedPrinciple } from '../votedPrinciple.ts';
import type { AskOptions } from './askAll.ts';
import { addSpent, nothingSpent } from './askAll.ts';
import { calibrate } from './calibrate.ts';
import { castVotes } from './castVotes.ts';
import type { Fencing } from './fence.ts';
import { joinAlike, type SentenceEncoder } from './joinAlike.ts';
import { judgePairs } from './judge.ts';
import type { ModelReport } from './modelReport.ts';
import { markOpposites } from './opposites.ts';
import { phrasePrinciples } from './phrasePrinciples.ts';
import { propose } from './propose.ts';
import { residualGroups } from './residualGroups.ts';
import { sampleRows } from './sampleRows.ts';
import { screen } from './screen.ts';
import { sentenceId } from './sentenceId.ts';
import type { ModelSettings } from './settings.ts';
import { usualSettings } from './settings.ts';
import { suspiciousRows } from './suspicious.ts';
import type { ModelVotes } from './voteTask.ts';
import { shortWording, wordingKey } from './wording.ts';

/** Options of `modelPrinciples`. */
export interface ModelPrinciplesOptions {
  readonly seed: number;
  /** Letters and digits of this run, drawn at random and kept with it (see `Fencing`). */
  readonly nonce: string;
  readonly settings?: Partial<ModelSettings>;
  /** Places of comparisons with a suspect label: nothing is proposed or screened by them. */
  readonly suspect?: ReadonlySet<number>;
  /**
   * Outer fold of each comparison in the list that `runPrinciples` will be given (`labelled(...).folds`), where these are a
   * sample of it: groups, screens and phrases then keep to its folds.
   */
  readonly folds?: Uint8Array;
  /** Sentences of the user's own, to be voted on. */
  readonly own?: readonly string[];
  /** The local encoder, for telling which sentences say the same; words are compared without it, and where it fails. */
  readonly encoder?: SentenceEncoder | null;
  readonly atOnce?: number;
  readonly signal?: AbortSignal;
  /** What is being done, and its share, 0 to 1. */
  readonly onProgress?: (stage: string, share: number) => void;
}

/** Principles with a model's votes, for `runPrinciples` as `extra`; its general judgement as `judge`; and how it went. */
export interface ModelPrinciples {
  readonly principles: readonly VotedPrinciple[];
  readonly judge: Float64Array | null;
  readonly report: ModelReport;
}

/** Most unexplained comparisons that phrases are looked for in: more would be kept with each phrase as its origin. */
const mostForPhrases = 4000;

/** The rows that a constitution of measured principles does not explain, out of fold. */
async function unexplained(
  { labels, groups }: Labelled,
  measured: ReadonlyMap<string, Votes>,
  seed: number,
  suspect: ReadonlySet<number>,
  signal?: AbortSignal,
): Promise<number[]> {
  const columns = bank.map(({ id }) => measured.get(id)!);
  const excludes = excludesOf(bank, columns);
  const { decisions } = await crossEvaluate({
    columns,
    labels,
    groups,
    excludes,
    seed,
    pause: new Pause(signal),
    skip: suspect,
  });
  return [...labels.keys()].filter(row => labels[row] !== 0 && !suspect.has(row) && decisions[row] !== labels[row]);
}

/**
 * Principles with a language model: calibrate, propose from single pairs and from groups that the measured principles fail to
 * explain, join what says the same, vote. Questions depend on the comparisons, the options and earlier answers only, so that
 * with a model that keeps its answers a run that was cut off goes on where it was.
 *
 * @throws `LlmError` where the model refuses or the budget is spent; the signal's reason when it is raised
 */
export async function modelPrinciples(
  model: LanguageModel,
  comparisons: readonly Comparison[],
  options: ModelPrinciplesOptions,
): Promise<ModelPrinciples> {
  const { seed, nonce, suspect = new Set<number>(), own = [], signal, atOnce, onProgress } = options;
  const settings: ModelSettings = { ...usualSettings, ...options.settings };
  const { promptTokens, responseTokens } = settings;
  const fencing: Fencing = { nonce, promptTokens, responseTokens };
  const asking = (stage: string): AskOptions => ({
    signal,
    atOnce,
    onProgress: share => onProgress?.(stage, share),
  });
  const facts = labelled(comparisons, seed);
  const { labels, groups } = facts;
  const { folds = facts.folds } = options;
  const measured = await voteAll(comparisons, { signal });
  const calibration = await calibrate({
    model,
    comparisons,
    measured,
    fencing,
    seed,
    ...(settings.mode !== null && { modes: [settings.mode] }),
    ask: asking('Calibrating'),
  });
  // A mode that the user asked for is used whatever the calibration says; the report says it.
  const mode = calibration.best ?? (settings.mode === null ? null : (calibration.modes[0] ?? null));

  const trusted = facts.decisive.filter(row => !suspect.has(row));
  const enough = trusted.length >= leastDecisive;
  const residual = enough ? await unexplained(facts, measured, seed, suspect, signal) : [];
  const singles = sampleRows(comparisons, trusted, groups, settings.pairs, seed);
  const grouped = residualGroups(comparisons, labels, residual, folds, settings.groupSize, settings.groups);
  const questions = [...singles.map(row => [row]), ...grouped];
  const proposed = await propose({
    model,
    comparisons,
    labels,
    questions,
    fencing,
    seed,
    ask: asking('Proposing'),
  });
  const known = new Set([...bank.map(({ text }) => wordingKey(text)), ...own.map(wordingKey)]);
  const fresh = proposed.able ? proposed.proposals.filter(({ text }) => !known.has(wordingKey(text))) : [];
  const room = Math.max(0, settings.candidates - own.length);
  const { clusters, joined } = await joinAlike(fresh, room, options.encoder ?? null, signal);
  const phrases =
    proposed.able || !enough
      ? []
      : await phrasePrinciples(
          comparisons,
          labels,
          sampleRows(comparisons, residual, groups, mostForPhrases, seed),
          folds,
          signal,
        );

  let candidates = [
    ...own.map(text => ({ text, proposals: [] as VotedPrinciple['proposals'], origin: 'user' as const })),
    ...clusters.map(({ text, proposals }) => ({ text, proposals, origin: 'model' as const })),
  ];
  const rows = [...facts.decisive];
  let voted: ModelVotes | null = null;
  let votesSpent = nothingSpent;
  if (mode !== null && candidates.length > 0) {
    const base = { model, comparisons, fencing, ask: asking('Voting') };
    if (settings.screen !== null && settings.screen < trusted.length) {
      const sample = sampleRows(comparisons, trusted, groups, settings.screen, seed + 1);
      const first = await castVotes({ ...base, rows: sample, rules: candidates.map(({ text }) => text) }, mode);
      votesSpent = first.spent;
      const from = candidates.map(({ proposals }) => proposals);
      const through = screen(first.columns, from, labels, sample, folds, settings.survivors);
      const ownOnes = candidates.slice(0, own.length);
      candidates = [
        ...ownOnes,
        ...through.filter(({ at }) => at >= own.length).map(({ at, proposals }) => ({ ...candidates[at]!, proposals })),
      ];
    }
    voted = await castVotes({ ...base, rows, rules: candidates.map(({ text }) => text) }, mode);
    votesSpent = addSpent(votesSpent, voted.spent);
  }
  const said = (voted?.columns ?? []).map((votes, at): VotedPrinciple => {
    const { text, proposals, origin } = candidates[at]!;
    return { principle: { id: sentenceId(text), text, short: shortWording(text), origin }, votes, proposals };
  });
  const judged =
    settings.judge && mode !== null
      ? await judgePairs({ model, comparisons, rows, fencing, ask: asking('Judging') })
      : null;
  return {
    principles: [...markOpposites(said), ...phrases],
    judge: judged?.margins ?? null,
    report: {
      model: model.name,
      calibration,
      mode,
      proposing: {
        from: proposed.able ? 'model' : 'data',
        questions: questions.length,
        usable: proposed.usable,
        deaf: proposed.deaf,
        sentences: proposed.proposals.length,
        clusters: proposed.able ? clusters.length : phrases.length,
        joined,
        voted: said.length,
      },
      counts: voted?.counts ?? null,
      cut: voted?.cut ?? 0,
      suspicious: suspiciousRows(comparisons),
      judgeConsistent: judged?.consistent ?? null,
      spent: {
        calibration: calibration.spent,
        proposals: proposed.spent,
        votes: votesSpent,
        judge: judged?.spent ?? nothingSpent,
      },
    },
  };
}
