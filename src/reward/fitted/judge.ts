import type { Comparison } from '../../dataset/comparison.ts';
import { labelsOf } from '../ensemble.ts';
import type { Corpus } from '../features/corpus.ts';
import { TextMemory } from '../features/textMemory.ts';
import { sigmoid } from '../numbers.ts';
import { Pace } from '../pace.ts';
import { type Prepared, prepareApart } from '../prepared.ts';
import { speak } from '../voices.ts';
import type { FittedEnsemble, FittedMember } from './fittedEnsemble.ts';
import { headMargins } from './headMargins.ts';
import { noReadings, type Readings } from './readings.ts';

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
  /** 1 where the comparison was in the sample. */
  readonly sampled: Uint8Array;
  /** What was counted of the texts. */
  readonly prepared: Prepared;
}

/**
 * Judges comparisons by a fitted ensemble. One of the sample is judged by the heads that did not see it, as the audit of the
 * sample judged it; any other by the mean of all heads.
 */
export class Judge {
  readonly #ensemble: FittedEnsemble;
  readonly #corpus: Corpus;
  /** Place in the sample by key. */
  readonly #places = new Map<string, number>();
  readonly #meanWeights: Float64Array;

  constructor(ensemble: FittedEnsemble) {
    this.#ensemble = ensemble;
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
    const { members, mix, slopes } = this.#ensemble;
    const pace = new Pace(signal);
    const prepared = await prepareApart(comparisons, this.#corpus, pace, new TextMemory());
    const labels = labelsOf(comparisons);
    const places = comparisons.map(({ key }) => this.#places.get(key) ?? -1);
    const raw: Float64Array[] = [];
    for (const member of members) {
      raw.push(this.#marginsOf(member, comparisons, prepared, readings, places));
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
      sampled: Uint8Array.from(places, place => (place < 0 ? 0 : 1)),
      prepared,
    };
  }

  #marginsOf(
    { heads }: FittedMember,
    comparisons: readonly Comparison[],
    prepared: Prepared,
    readings: Readings,
    places: readonly number[],
  ): Float64Array {
    const sums = new Float64Array(comparisons.length);
    for (const [partition, head] of heads.entries()) {
      const folds = headMargins(head, comparisons, prepared, readings);
      for (const [i, place] of places.entries()) {
        const said =
          place < 0 || folds.length === 1
            ? folds.reduce((sum, of) => sum + of[i]!, 0) / folds.length
            : folds[this.#fold(partition, place)]![i]!;
        sums[i]! += said / heads.length;
      }
    }
    return sums;
  }

  #fold(partition: number, place: number): number {
    return this.#ensemble.folds[partition]![place]!;
  }

  #slope(slopes: readonly number[], place: number): number {
    return place < 0 ? slopes.reduce((sum, of) => sum + of, 0) / slopes.length : slopes[this.#fold(0, place)]!;
  }
}
