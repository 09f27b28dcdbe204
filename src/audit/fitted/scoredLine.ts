import { type Comparison, chosenSide, type Label, textOf } from '../../dataset/comparison.ts';
import { responseHash } from '../../dataset/comparisonKey.ts';
import type { MalformedRow, Row } from '../../dataset/row.ts';
import type { Votes } from '../../principles/principle.ts';
import type { Finding, FindingKind } from '../../reward/finding.ts';
import type { FileHabits } from '../../reward/findings/check.ts';
import { findAll } from '../../reward/findings/findAll.ts';
import { hardCheck, referenceMargin } from '../../reward/findings/hard.ts';
import { offTopicCheck } from '../../reward/findings/offTopic.ts';
import type { FittedEnsemble } from '../../reward/fitted/fittedEnsemble.ts';
import type { Judge, Judged } from '../../reward/fitted/judge.ts';
import { isFlagged } from '../../reward/flagThreshold.ts';
import { knowableAccuracy } from '../../reward/flipRate.ts';
import { reasonText } from '../../reward/reason.ts';
import { plausibleRates, wrongness, wrongnessRange } from '../../reward/wrongness.ts';
import type { FindingLine } from '../exportLines.ts';
import { textChecks } from '../streamed/checkLists.ts';
import { partialEnsemble } from '../streamed/partialEnsemble.ts';
import { votesOn } from '../streamed/votedPrinciples.ts';

/** What `pairlens score` says of a line. Names and units are those of `comparisons.jsonl`; docs/cli.md documents each. */
export type ScoredLine =
  | {
      readonly line: number;
      readonly key: string;
      readonly label: Label | null;
      /** Hashes of the responses, by which the same pair with other sides or another label is found among many lines. */
      readonly a: string;
      readonly b: string;
      /** The only annotator; null where there is none or several. */
      readonly annotator: string | null;
      /** Votes of the record's annotators: for each response, and for neither. */
      readonly votes_a: number;
      readonly votes_b: number;
      readonly votes_neither: number;
      /** Scores that the record gives the responses. */
      readonly score_a: number | null;
      readonly score_b: number | null;
      /** Whether the record's reference model ranks the pair as the label does. */
      readonly ranked_by_reference: boolean | null;
      /** Length of the responses, in UTF-16 units. */
      readonly chars_a: number;
      readonly chars_b: number;
      /** True where the record says which response was shown first: a. */
      readonly positioned: boolean;
      readonly p: number | null;
      readonly p_wrong: number | null;
      readonly p_wrong_low: number | null;
      readonly p_wrong_high: number | null;
      readonly preference_strength: number | null;
      readonly spread: number | null;
      /** Combined calibrated margin in logits, a minus b: there without a label, too. */
      readonly margin: number | null;
      /** Chosen minus rejected, by member id. */
      readonly margins: Readonly<Record<string, number>>;
      /** What the ensemble doubts, and what its texts show; most important first. */
      readonly findings: readonly FindingKind[];
      /** Findings about the texts, with their reasons. */
      readonly about: readonly Pick<FindingLine, 'kind' | 'score' | 'reason' | 'figures'>[];
      /** Ids of the principles that speak for and against the recorded choice, strongest first. */
      readonly principles_for: readonly string[];
      readonly principles_against: readonly string[];
      /** True where it was in the fitting sample, and is judged by the heads that did not see it. */
      readonly sampled: boolean;
    }
  | {
      readonly line: number;
      readonly findings: readonly ['malformed'];
      readonly error: string;
      readonly cure: string;
    };

/** Checks of one comparison by itself; `off-topic` sets responses beside others, which here are whatever came along. */
const lineChecks = [...textChecks.filter(check => check !== offTopicCheck), hardCheck];
/** A figure of `hard` that is of a whole file: who gathers lines knows it. */
const ofWholeFile = 'ranked as labelled in this file';

/** What rows are scored by. */
export interface Scoring {
  readonly judge: Judge;
  readonly ensemble: FittedEnsemble;
  /** Ids of the principles that vote, strongest first. */
  readonly principles: readonly string[];
  /** How the file is written as a whole. */
  readonly habits: FileHabits;
}

/** Scores rows; a line for each, in order. */
export async function scoredLines(
  rows: readonly Row[],
  { judge, ensemble, principles, habits }: Scoring,
  signal?: AbortSignal,
): Promise<ScoredLine[]> {
  const comparisons = rows.flatMap(row => (row.kind === 'comparison' ? [row.comparison] : []));
  const judged = await judge.judge(comparisons, signal);
  const votes = await votesOn(comparisons, principles, {}, signal);
  const voting = votes.map((of, k) => [principles[k]!, of] as const);
  const bare = partialEnsemble(comparisons.length, { labels: judged.labels, prepared: judged.prepared });
  const found = await findAll(comparisons, bare, { habits, ...(signal === undefined ? {} : { signal }) }, lineChecks);
  let place = 0;
  return rows.map(row => {
    if (row.kind === 'malformed') return malformedLine(row);
    const at = place++;
    return scoredLine(row.comparison, judged, { voting, about: found[at]!, place: at }, ensemble);
  });
}

/** What the texts show. */
interface Shown {
  readonly voting: readonly (readonly [id: string, votes: Votes])[];
  readonly about: readonly Finding[];
  /** Place of the comparison in what was judged. */
  readonly place: number;
}

function malformedLine({ line, reason, cure }: MalformedRow): ScoredLine {
  return { line, findings: ['malformed'], error: reason, cure };
}

function scoredLine(
  comparison: Comparison,
  { labels, margins, margin, p, places }: Judged,
  { voting, about, place }: Shown,
  { members, flipRate, threshold, accuracy, auroc }: FittedEnsemble,
): ScoredLine {
  const { line, key, label, a, b, annotations, positioned } = comparison;
  const sign = labels[place]!;
  const chosen = members.flatMap(({ id, voice }, m) => {
    const value = sign * margins[m]![place]!;
    return sign === 0 || Number.isNaN(value) ? [] : [{ id, used: voice !== null, value }];
  });
  const used = chosen.flatMap(member => (member.used ? [member.value] : []));
  const mean = used.reduce((sum, m) => sum + m, 0) / used.length;
  const variance = used.reduce((sum, m) => sum + (m - mean) ** 2, 0) / used.length;
  const own = p[place]!;
  const known = !Number.isNaN(own);
  const [low, high] = known ? wrongnessRange(own, plausibleRates(flipRate)) : [null, null];
  const side = chosenSide(label);
  const speaking = (turn: 1 | -1): string[] =>
    side === null ? [] : voting.flatMap(([id, votes]) => (votes[place] === (side === 'a' ? turn : -turn) ? [id] : []));
  const votesFor = (said: Label): number => annotations.filter(vote => vote.label === said).length;
  const reference = referenceMargin(comparison);
  const doubted = known && (auroc?.low ?? 0) > 0.5 && isFlagged(own, threshold);
  return {
    line,
    key,
    label,
    a: responseHash(a),
    b: responseHash(b),
    annotator: annotations.length === 1 ? annotations[0]!.annotator : null,
    votes_a: votesFor('a'),
    votes_b: votesFor('b'),
    votes_neither: votesFor('tie') + votesFor('both_bad'),
    score_a: a.score ?? null,
    score_b: b.score ?? null,
    ranked_by_reference: side === null || Number.isNaN(reference) ? null : side === 'a' ? reference > 0 : reference < 0,
    chars_a: textOf(a.messages).length,
    chars_b: textOf(b.messages).length,
    positioned,
    p: orNull(own),
    p_wrong: known && flipRate.known ? wrongness(own, flipRate.rate) : null,
    p_wrong_low: low,
    p_wrong_high: high,
    preference_strength: orNull(mean),
    spread: orNull(Math.sqrt(variance)),
    margin: orNull(margin[place]!),
    margins: Object.fromEntries(chosen.map(({ id, value }) => [id, value])),
    findings: [
      ...(doubted ? [(accuracy?.value ?? 0) >= knowableAccuracy ? ('mislabeled' as const) : ('suspect' as const)] : []),
      ...about.map(({ kind }) => kind),
    ],
    about: about.map(({ kind, score, reason, figures: { [ofWholeFile]: _, ...figures } }) => ({
      kind,
      score,
      reason: reasonText(reason),
      figures,
    })),
    principles_for: speaking(1),
    principles_against: speaking(-1),
    sampled: places[place]! >= 0,
  };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
