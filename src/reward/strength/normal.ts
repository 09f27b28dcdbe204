/** Density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/**
 * Distribution function of the standard normal: a series in |x| below 6 (Marsaglia 2004, "Evaluating the normal
 * distribution"), a continued fraction beyond. Relative error below 1e-9 in both tails.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < -2) return upperTail(-x);
  if (x > 2) return 1 - upperTail(x);
  let sum = x;
  let term = x;
  for (let i = 3; Math.abs(term) > 1e-17; i += 2) {
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + sum * normalDensity(x);
}

/** The q-quantile of the standard normal distribution, q in (0, 1), by bisection to 1e-9. */
export function normalQuantile(q: number): number {
  let [low, high] = [-40, 40];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < q) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(Z > x) for x of 2 and more, by Laplace's continued fraction from its far end. */
function upperTail(x: number): number {
  let fraction = x;
  for (let k = 120; k >= 1; k--) fraction = x + k / fraction;
  return normalDensity(x) / fraction;
}
