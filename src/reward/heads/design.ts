/** phi of every item, as a linear map: dense or sparse behind one face. */
export interface Design {
  readonly items: number;
  readonly width: number;
  /** scores[i] = phi(i) . weights */
  scores(weights: Float64Array, scores: Float64Array): void;
  /** gradient[j] = sum over items of coefficients[i] phi(i)[j]; overwrites `gradient`. */
  gather(coefficients: Float64Array, gradient: Float64Array): void;
}

/** A design of which single items can be asked. */
export interface ItemDesign extends Design {
  /** phi(item) . weights */
  score(weights: Float64Array, item: number): number;
}

/** A dense items x width matrix, row by row. */
export function denseDesign(values: Float64Array, width: number): ItemDesign {
  const items = width === 0 ? 0 : values.length / width;
  return {
    items,
    width,
    score(weights, item) {
      const at = item * width;
      let sum = 0;
      for (let j = 0; j < width; j++) sum += values[at + j]! * weights[j]!;
      return sum;
    },
    scores(weights, scores) {
      for (let i = 0, at = 0; i < items; i++) {
        let sum = 0;
        for (let j = 0; j < width; j++) sum += values[at++]! * weights[j]!;
        scores[i] = sum;
      }
    },
    gather(coefficients, gradient) {
      gradient.fill(0);
      for (let i = 0; i < items; i++) {
        const c = coefficients[i]!;
        if (c === 0) continue;
        const at = i * width;
        for (let j = 0; j < width; j++) gradient[j]! += c * values[at + j]!;
      }
    },
  };
}

/** A compressed sparse row matrix. */
export interface SparseRows {
  readonly width: number;
  /** Row i holds entries from[i] to from[i + 1]. */
  readonly from: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** A sparse items x width matrix. */
export function sparseDesign({ width, from, columns, values }: SparseRows): ItemDesign {
  const items = from.length - 1;
  return {
    items,
    width,
    score(weights, item) {
      let sum = 0;
      for (let k = from[item]!, end = from[item + 1]!; k < end; k++) sum += values[k]! * weights[columns[k]!]!;
      return sum;
    },
    scores(weights, scores) {
      for (let i = 0; i < items; i++) {
        let sum = 0;
        for (let k = from[i]!, end = from[i + 1]!; k < end; k++) sum += values[k]! * weights[columns[k]!]!;
        scores[i] = sum;
      }
    },
    gather(coefficients, gradient) {
      gradient.fill(0);
      for (let i = 0; i < items; i++) {
        const c = coefficients[i]!;
        if (c === 0) continue;
        for (let k = from[i]!, end = from[i + 1]!; k < end; k++) gradient[columns[k]!]! += c * values[k]!;
      }
    },
  };
}

/** Designs side by side: phi = (phi_1, phi_2, ...). */
export function sideBySide(parts: readonly ItemDesign[]): ItemDesign {
  const items = parts[0]?.items ?? 0;
  const width = parts.reduce((sum, part) => sum + part.width, 0);
  const held = new Float64Array(items);
  return {
    items,
    width,
    score(weights, item) {
      let sum = 0;
      let at = 0;
      for (const part of parts) {
        sum += part.score(weights.subarray(at, at + part.width), item);
        at += part.width;
      }
      return sum;
    },
    scores(weights, scores) {
      scores.fill(0);
      let at = 0;
      for (const part of parts) {
        part.scores(weights.subarray(at, at + part.width), held);
        for (let i = 0; i < items; i++) scores[i]! += held[i]!;
        at += part.width;
      }
    },
    gather(coefficients, gradient) {
      let at = 0;
      for (const part of parts) {
        part.gather(coefficients, gradient.subarray(at, at + part.width));
        at += part.width;
      }
    },
  };
}
