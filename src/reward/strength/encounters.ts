import { Groups } from '../groups.ts';

/** Which texts and models comparisons set against each other, without the texts. Arrays run along the comparisons. */
export interface Encounters {
  /** Hash of response a with its prompt, and of response b; 0 where there is nothing to judge. */
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** Hash of the unordered pair of texts. */
  readonly pair: Float64Array;
  /** Hash of the list that the comparison is of; 0 where there is none. */
  readonly list: Float64Array;
  /** Numbers of the models that wrote the responses, from 0; -1 where none is named. */
  readonly modelA: Int32Array;
  readonly modelB: Int32Array;
  /** +1 where a is the recorded choice, -1 where b is, else 0. */
  readonly labels: Int8Array;
}

/** Sides of comparisons of which something may be learnt from other comparisons. */
export interface KnownSides {
  /** Group of each comparison: those of one pair of texts, and of one list, are together. */
  readonly group: Int32Array;
  /** Number of the side's text, where it also meets another text, else -1. */
  readonly textA: Int32Array;
  readonly textB: Int32Array;
  /** Number of texts that meet more than one. */
  readonly texts: number;
  readonly models: number;
  /** 1 where a text meets another text, too, or both models are met often. */
  readonly recurs: Uint8Array;
}

/** Pairs that a model must be met in before its strength is known. */
const modelPairs = 10;

/** Finds texts that recur in other pairs. Of a text that occurs once nothing is kept. */
export function knownSides({ a, b, pair, list, modelA, modelB }: Encounters): KnownSides {
  const n = a.length;
  const group = groupsOf(pair, list);
  const numbers = recurringNumbers(a, b);
  const first = new Int32Array(numbers.size).fill(-1);
  const several = new Uint8Array(numbers.size);
  const metBy = new Map<number, Set<number>>();
  for (let i = 0; i < n; i++) {
    for (const hash of [a[i]!, b[i]!]) {
      const text = numbers.get(hash);
      if (text === undefined) continue;
      if (first[text] === -1) first[text] = group[i]!;
      else if (first[text] !== group[i]) several[text] = 1;
    }
    for (const model of [modelA[i]!, modelB[i]!]) {
      if (model < 0) continue;
      const met = metBy.get(model) ?? new Set();
      if (met.size < modelPairs) met.add(group[i]!);
      metBy.set(model, met);
    }
  }
  const places = new Int32Array(numbers.size).fill(-1);
  let texts = 0;
  for (let text = 0; text < places.length; text++) if (several[text] === 1) places[text] = texts++;
  const placeOf = (hash: number): number => places[numbers.get(hash) ?? -1] ?? -1;
  const textA = Int32Array.from(a, placeOf);
  const textB = Int32Array.from(b, placeOf);
  const isOften = (model: number): boolean => (metBy.get(model)?.size ?? 0) >= modelPairs;
  return {
    group,
    textA,
    textB,
    texts,
    models: Math.max(-1, ...metBy.keys()) + 1,
    recurs: Uint8Array.from(a, (_, i) => {
      const models = modelA[i] !== modelB[i] && isOften(modelA[i]!) && isOften(modelB[i]!);
      return textA[i]! >= 0 || textB[i]! >= 0 || models ? 1 : 0;
    }),
  };
}

/** Numbers of the hashes that occur more than once. */
function recurringNumbers(a: Float64Array, b: Float64Array): Map<number, number> {
  const sorted = new Float64Array(a.length + b.length);
  sorted.set(a);
  sorted.set(b, a.length);
  sorted.sort();
  const numbers = new Map<number, number>();
  for (let i = 1; i < sorted.length; i++) {
    const hash = sorted[i]!;
    if (hash !== 0 && hash === sorted[i - 1] && !numbers.has(hash)) numbers.set(hash, numbers.size);
  }
  return numbers;
}

/** Comparisons with equal hashes are together, by either of them. */
function groupsOf(pair: Float64Array, list: Float64Array): Int32Array {
  const groups = new Groups(pair.length);
  for (const hashes of [pair, list]) {
    // By sorting, as a map of all hashes would take more memory than the hashes.
    const order = Uint32Array.from(hashes, (_, i) => i).sort((i, j) => hashes[i]! - hashes[j]!);
    for (let k = 1; k < order.length; k++) {
      const [one, other] = [order[k - 1]!, order[k]!];
      if (hashes[one] !== 0 && hashes[one] === hashes[other]) groups.join(one, other);
    }
  }
  return groups.numbered();
}
