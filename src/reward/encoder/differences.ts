import type { Pairs } from '../heads/bradleyTerry.ts';
import type { Design } from '../heads/design.ts';
import type { Items } from '../items.ts';

/**
 * A head's design over pairs instead of items: phi of pair i is v(a) - v(b), and the "other side" of each is one further
 * item whose phi is 0. In a dataset of which each text occurs once this halves the work, and the pairs are held as 4-byte
 * floats.
 *
 * @param values - vectors of the items, items x width
 */
export function differences(
  values: Float32Array,
  width: number,
  items: Items,
  labels: Int8Array,
): { readonly design: Design; readonly pairs: Pairs } {
  const n = labels.length;
  const rows = new Float32Array(n * width);
  for (let i = 0; i < n; i++) {
    const a = items.a[i]! * width;
    const b = items.b[i]! * width;
    for (let j = 0, at = i * width; j < width; j++) rows[at + j] = values[a + j]! - values[b + j]!;
  }
  return {
    design: floatDesign(rows, n, width),
    pairs: { a: Int32Array.from({ length: n }, (_, i) => i), b: new Int32Array(n).fill(n), labels },
  };
}

/** Dense rows of 4-byte floats, and after them one row of zeros. */
function floatDesign(rows: Float32Array, n: number, width: number): Design {
  return {
    items: n + 1,
    width,
    scores(weights, scores) {
      for (let i = 0, at = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < width; j++) sum += rows[at++]! * weights[j]!;
        scores[i] = sum;
      }
      scores[n] = 0;
    },
    gather(coefficients, gradient) {
      gradient.fill(0);
      for (let i = 0; i < n; i++) {
        const c = coefficients[i]!;
        if (c === 0) continue;
        const at = i * width;
        for (let j = 0; j < width; j++) gradient[j]! += c * rows[at + j]!;
      }
    },
  };
}
