import {
  calibrationBins,
  chanceCalibrationError,
  crossFitSlopes,
  expectedCalibrationError,
  fitSlope,
} from './calibration.ts';
import { checkedShare } from './checkedShare.ts';
import { chosenMargin, type EnsembleResult, type MemberResult } from './ensembleResult.ts';
import type { Estimate, MemberRun } from './figures.ts';
import { flipRateOf } from './flipRate.ts';
import type { Folds } from './folds.ts';
import { placesOf } from './inUse.ts';
import { sigmoid, wilson } from './numbers.ts';
import type { Prepared } from './prepared.ts';
import { anchorsOf, type Reviews } from './reviewed.ts';
import type { ObjectiveMargins, RewardModel } from './rewardModel.ts';
import { symmetricAuroc } from './symmetricAuroc.ts';
import { evidenceOf, type Voice, weighVoices } from './voices.ts';
import { plausibleRates, wrongness, wrongnessRange } from './wrongness.ts';

/** What a member said, averaged over the partitions into folds. */
export interface MemberOpinion {
  readonly member: RewardModel;
  /** Null: it has nothing to go on, and `why` says why. */
  readonly margins: Float64Array | null;
  readonly why: string;
  readonly run: MemberRun | null;
  /** Per partition, the penalties chosen for its folds; empty unless it is a linear head. */
  readonly chosen: readonly (readonly number[])[];
  /** The weights of these folds' heads, likewise. */
  readonly weights: readonly (readonly Float64Array[])[];
  /** What the margins are sums of; empty unless its model has several objectives. */
  readonly objectives: readonly ObjectiveMargins[];
}

/** What the members said, and what it is to be measured against. */
export interface Opinions {
  readonly opinions: readonly MemberOpinion[];
  readonly labels: Int8Array;
  /** Verdicts as evidence. */
  readonly reviews: Reviews;
  readonly textFolds: Folds;
  readonly prepared: Prepared;
  readonly seed: number;
  /** Number of partitions into folds that the opinions are averages over. */
  readonly partitions: number;
}

/** The ensemble's result without the orientation of its sources and what it cost. */
export type Combined = Omit<EnsembleResult, 'sources' | 'orientation' | 'work' | 'topicality'>;

const bins = 10;

/**
 * Combines members: `placesOf` says who takes part, these are weighed as `weighVoices` says, and one cross-fitted
 * temperature turns the result into p.
 */
export function combine({ opinions, labels, reviews, textFolds, prepared, seed, partitions }: Opinions): Combined {
  const group = prepared.partition.text;
  const labelled = labels.reduce((sum, y) => sum + (y === 0 ? 0 : 1), 0);
  const anchors = anchorsOf(reviews);
  const candidates = opinions.flatMap(({ member, margins }) =>
    margins === null
      ? []
      : [
          {
            id: member.id,
            margins,
            evidence: evidenceOf(member.kind, member.id),
            auroc: symmetricAuroc(toward(margins, labels), group),
            onAnchors: symmetricAuroc(toward(margins, anchors), group),
          },
        ],
  );
  const placed = placesOf(candidates, labels, textFolds, group);
  const places = new Map(candidates.map(({ id, auroc }, k) => [id, { auroc, ...placed[k]! }]));
  const judged: MemberResult[] = [];
  const voices = new Map<string, Voice>();
  for (const { member, margins, why, run, chosen, weights, objectives } of opinions) {
    const base = {
      id: member.id,
      name: member.name,
      kind: member.kind,
      run,
      adds: null,
      head: null,
      weights: [],
      objectives: [],
      onAnchors: null,
    };
    if (margins === null) {
      judged.push({ ...base, used: false, why, coverage: 0, accuracy: null, auroc: null, ece: null, margins: null });
      continue;
    }
    const agreeing = toward(margins, labels);
    const { auroc, used, why: place } = places.get(member.id)!;
    const slopes = crossFitSlopes(agreeing, textFolds);
    const calibrated = Float32Array.from(margins, (m, i) => m * slopes[textFolds.of[i]!]!);
    if (used) {
      voices.set(member.id, { margins, evidence: evidenceOf(member.kind, member.id) });
    }
    let opined = 0;
    for (const m of agreeing) if (!Number.isNaN(m)) opined++;
    const stated = Float64Array.from(agreeing, (_, i) => sigmoid(chosenMargin(calibrated, labels, i)));
    judged.push({
      ...base,
      used,
      why: [place, remark(member.kind, prepared)].filter(Boolean).join('. '),
      coverage: labelled === 0 ? 0 : opined / labelled,
      accuracy: accuracyOf(agreeing),
      auroc,
      onAnchors: accuracyOf(toward(margins, anchors)),
      ece: opined === 0 ? null : expectedCalibrationError(calibrationBins(stated, bins)),
      margins: calibrated,
      head: chosen.length > 0 ? { chosen, slopes } : null,
      weights,
      objectives: objectives.map(({ name, margins: parts }) => ({
        name,
        margins: parts.map((m, i) => m * slopes[textFolds.of[i]!]!),
      })),
    });
  }
  const average = weighVoices([...voices.values()], labels, textFolds, anchors);
  const agreeing = toward(average, labels);
  const slopes = crossFitSlopes(agreeing, textFolds);
  const margin = Float64Array.from(average, (m, i) => m * slopes[textFolds.of[i]!]!);
  const p = Float64Array.from(agreeing, (m, i) => sigmoid(m * slopes[textFolds.of[i]!]!));
  const accuracy = accuracyOf(agreeing);
  const check = checkedShare(reviews);
  const flipRate = flipRateOf(p, accuracy, check);
  // What was reviewed is no longer a label that nobody has looked at.
  const open = Float64Array.from(p, (value, i) => (reviews[i] ? Number.NaN : value));
  const pWrong = open.map(value => (flipRate.known ? wrongness(value, flipRate.rate) : Number.NaN));
  const rates = plausibleRates(flipRate);
  const ranges = Array.from(open, value => (Number.isNaN(value) ? null : wrongnessRange(value, rates)));
  const members = judged.map(member => ({
    ...member,
    adds: voices.has(member.id) ? added(member.id, voices, accuracy, labels, textFolds, anchors) : null,
  }));
  const used = members.filter(member => member.used);
  const { mean, spread } = strengths(used, labels);
  const any = p.some(value => !Number.isNaN(value));
  const before = calibrationBins(Float64Array.from(agreeing, sigmoid), bins);
  const after = calibrationBins(p, bins);
  const slope = fitSlope(agreeing, () => true);
  return {
    seed,
    partitions,
    labels,
    members,
    margin,
    p,
    pWrong,
    pWrongRange: ranges,
    reviews,
    preferenceStrength: mean,
    spread,
    accuracy,
    auroc: symmetricAuroc(agreeing, group),
    flipRate,
    calibration: any
      ? {
          before,
          after,
          eceBefore: expectedCalibrationError(before),
          eceAfter: expectedCalibrationError(after),
          eceByChance: chanceCalibrationError(p, bins),
          temperature: slope > 0 ? 1 / slope : Number.POSITIVE_INFINITY,
        }
      : null,
    prepared,
    textFolds,
  };
}

/** What the ensemble's accuracy loses without a member. */
function added(
  id: string,
  voices: ReadonlyMap<string, Voice>,
  accuracy: Estimate | null,
  labels: Int8Array,
  folds: Folds,
  anchors: Int8Array,
): number | null {
  const others = [...voices].flatMap(([other, voice]) => (other === id ? [] : [voice]));
  if (others.length === 0 || accuracy === null) return null;
  const without = accuracyOf(toward(weighVoices(others, labels, folds, anchors), labels));
  return without === null ? null : accuracy.value - without.value;
}

/** What a reader of the report should know of a member that reads style. */
function remark(kind: RewardModel['kind'], { style }: Prepared): string {
  if ((kind !== 'style' && kind !== 'tree') || style.notEnglish === 0) return '';
  return `Features that read English words are off for ${style.notEnglish} of ${style.facts.length} responses, which do not look like English`;
}

function toward(margins: Float64Array, labels: Int8Array): Float64Array {
  return Float64Array.from(margins, (m, i) => (labels[i] === 0 ? Number.NaN : labels[i]! * m));
}

/** Share of margins toward the label; a margin of 0 counts half. */
export function accuracyOf(agreeing: Float64Array): Estimate | null {
  let hits = 0;
  let n = 0;
  for (const m of agreeing) {
    if (Number.isNaN(m)) continue;
    hits += m > 0 ? 1 : m === 0 ? 0.5 : 0;
    n++;
  }
  return wilson(hits, n);
}

/** Mean and population standard deviation of members' margins toward the recorded label; NaN where none speaks. */
export function strengths(
  used: readonly Pick<MemberResult, 'margins'>[],
  labels: Int8Array,
): { mean: Float64Array; spread: Float64Array } {
  const mean = new Float64Array(labels.length).fill(Number.NaN);
  const spread = new Float64Array(labels.length).fill(Number.NaN);
  for (let i = 0; i < labels.length; i++) {
    const margins = used.map(({ margins }) => chosenMargin(margins, labels, i)).filter(m => !Number.isNaN(m));
    if (margins.length === 0) continue;
    const m = margins.reduce((total, x) => total + x, 0) / margins.length;
    mean[i] = m;
    spread[i] = Math.sqrt(margins.reduce((total, x) => total + (x - m) ** 2, 0) / margins.length);
  }
  return { mean, spread };
}
