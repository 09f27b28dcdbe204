import type { Estimate } from './figures.ts';

/**
 * Share with its exact 95 % interval (Clopper and Pearson 1934): the values of p for which neither tail of the binomial
 * holds less than 2.5 %. Null for n = 0.
 */
export function exactInterval(hits: number, n: number): Estimate | null {
  if (n === 0) return null;
  const logChoose = logBinomials(n);
  const low = hits === 0 ? 0 : root(p => upperTail(hits, n, p, logChoose) - 0.025);
  const high = hits === n ? 1 : root(p => upperTail(hits + 1, n, p, logChoose) - 0.975);
  return { value: hits / n, low, high, n };
}

/** P(X >= least) for X binomial with n and p. */
function upperTail(least: number, n: number, p: number, logChoose: Float64Array): number {
  if (p <= 0) return least <= 0 ? 1 : 0;
  if (p >= 1) return 1;
  const logP = Math.log(p);
  const logQ = Math.log1p(-p);
  let sum = 0;
  for (let k = least; k <= n; k++) sum += Math.exp(logChoose[k]! + k * logP + (n - k) * logQ);
  return Math.min(1, sum);
}

function logBinomials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  for (let k = 1; k <= n; k++) logs[k] = logs[k - 1]! + Math.log((n - k + 1) / k);
  return logs;
}

/** Where a rising function crosses 0 in [0, 1], by bisection. */
function root(f: (p: number) => number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
