import type { Comparison } from '../../dataset/comparison.ts';
import { labelsOf } from '../ensemble.ts';
import type { Corpus } from '../features/corpus.ts';
import { TextMemory } from '../features/textMemory.ts';
import { sigmoid } from '../numbers.ts';
import { Pace } from '../pace.ts';
import { type Prepared, prepareApart } from '../prepared.ts';
import { speak } from '../voices.ts';
import type { FittedEnsemble, FittedMember } from './fittedEnsemble.ts';
import type { FittedHead } from './fittedHead.ts';
import { HeadInputs } from './headInputs.ts';
import { headMargins } from './headMargins.ts';
import { meanHeads } from './meanHeads.ts';
import { noReadings, type Readings } from './readings.ts';
import { withSharedInputs } from './sharedInputs.ts';

/** What a fitted ensemble says of comparisons. Arrays run along them. */
export interface Judged {
  /** +1: a is the recorded choice; -1: b; 0: none. */
  readonly labels: Int8Array;
  /** Calibrated margins in logits, a minus b, along the members; NaN where a member has no opinion. */
  readonly margins: readonly Float32Array[];
  /** Per member: what its margins are sums of, in logits; empty unless its model has several objectives. */
  readonly objectives: readonly (readonly Float32Array[])[];
  /** Combined calibrated margin in logits, a minus b. */
  readonly margin: Float64Array;
  /** Calibrated probability of the recorded label; NaN where there is none. */
  readonly p: Float64Array;
  /** Place in the sample; -1 where the comparison was not in it. */
  readonly places: Int32Array;
  /** What was counted of the texts. */
  readonly prepared: Prepared;
}

interface JudgingMember extends FittedMember {
  /** Heads that judge what was not in the sample. */
  readonly mean: readonly FittedHead[];
}

/**
 * Judges comparisons by a fitted ensemble. One of the sample is judged by the heads that did not see it, as the audit of the
 * sample judged it; any other by the mean of all heads.
 */
export class Judge {
  readonly #ensemble: FittedEnsemble;
  readonly #members: readonly JudgingMember[];
  readonly #corpus: Corpus;
  /** Place in the sample by key. */
  readonly #places = new Map<string, number>();
  readonly #meanWeights: Float64Array;

  constructor(ensemble: FittedEnsemble) {
    this.#ensemble = ensemble;
    this.#members = withSharedInputs(ensemble.members).map(member => ({ ...member, mean: meanHeads(member.heads) }));
    const { texts, words, counts } = ensemble.corpus;
    this.#corpus = { texts, documentFrequency: new Map(Array.from(words, (word, i) => [word, counts[i]!])) };
    const keys = Buffer.from(ensemble.keys);
    for (let i = 0; i < ensemble.comparisons; i++) {
      this.#places.set(keys.subarray(16 * i, 16 * i + 16).toString('hex'), i);
    }
    const { weights, kinds } = ensemble.mix;
    this.#meanWeights = new Float64Array(kinds.length);
    for (const of of weights) for (let k = 0; k < of.length; k++) this.#meanWeights[k]! += of[k]! / weights.length;
  }

  /** Yields to the event loop; rejects with the signal's reason when it is raised. */
  async judge(
    comparisons: readonly Comparison[],
    signal?: AbortSignal,
    readings: Readings = noReadings,
  ): Promise<Judged> {
    const { mix, slopes } = this.#ensemble;
    const members = this.#members;
    const pace = new Pace(signal);
    const prepared = await prepareApart(comparisons, this.#corpus, pace, new TextMemory());
    const labels = labelsOf(comparisons);
    const places = Int32Array.from(comparisons, ({ key }) => this.#places.get(key) ?? -1);
    const inputs = new HeadInputs(comparisons, prepared, readings);
    const strangers = Int32Array.from(places.keys()).filter(row => places[row]! < 0);
    const raw: Float64Array[] = [];
    for (const member of members) {
      raw.push(this.#marginsOf(member, inputs, places, strangers));
      await pace.step();
    }
    const voices: Float64Array[] = [];
    for (const [m, { voice }] of members.entries()) if (voice !== null) voices[voice] = raw[m]!;
    const mixed = speak(
      mix,
      voices,
      row => (places[row]! < 0 ? this.#meanWeights : mix.weights[this.#fold(0, places[row]!)]!),
      comparisons.length,
    );
    const margin = mixed.map((m, i) => m * this.#slope(slopes, places[i]!));
    return {
      labels,
      objectives: members.map(({ id, objectives, slopes: own }) =>
        objectives.map((_, k) => {
          const said = readings.objectives[id]?.[k]?.margins;
          return Float32Array.from(places, (place, i) => (said?.[i] ?? Number.NaN) * this.#slope(own, place));
        }),
      ),
      margins: members.map((member, m) =>
        Float32Array.from(raw[m]!, (value, i) => value * this.#slope(member.slopes, places[i]!)),
      ),
      margin,
      p: margin.map((m, i) => (labels[i] === 0 ? Number.NaN : sigmoid(labels[i]! * m))),
      places,
      prepared,
    };
  }

  /** @param strangers - rows that are not in the sample */
  #marginsOf(
    { heads, mean }: JudgingMember,
    inputs: HeadInputs,
    places: Int32Array,
    strangers: Int32Array,
  ): Float64Array {
    const margins = new Float64Array(places.length);
    for (const head of mean) {
      const { folds, under } = headMargins(head, inputs);
      const sums = new Float64Array(strangers.length);
      for (let fold = 0; fold < folds; fold++) {
        for (const [k, margin] of under(fold, strangers).entries()) sums[k]! += margin;
      }
      for (const [k, row] of strangers.entries()) margins[row]! += sums[k]! / folds / mean.length;
    }
    if (strangers.length === places.length) return margins;
    for (const [partition, head] of heads.entries()) {
      const { folds, under } = headMargins(head, inputs);
      const foldOf = (row: number): number => (folds === 1 ? 0 : this.#fold(partition, places[row]!));
      for (let fold = 0; fold < folds; fold++) {
        const own = Int32Array.from(places.keys()).filter(row => places[row]! >= 0 && foldOf(row) === fold);
        for (const [k, margin] of under(fold, own).entries()) margins[own[k]!]! += margin / heads.length;
      }
    }
    return margins;
  }

  #fold(partition: number, place: number): number {
    return this.#ensemble.folds[partition]![place]!;
  }

  #slope(slopes: readonly number[], place: number): number {
    return place < 0 ? slopes.reduce((sum, of) => sum + of, 0) / slopes.length : slopes[this.#fold(0, place)]!;
  }
}
