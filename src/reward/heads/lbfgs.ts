/** A smooth function to be minimised: writes the gradient at `x` and returns the value. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** How long to go on. */
export interface MinimiseOptions {
  readonly iterations: number;
  /** Stop when the gradient's largest entry falls below this share of its value at the start point (or of 1). */
  readonly tolerance: number;
}

const memory = 8;

/**
 * Minimises a convex function by L-BFGS with backtracking (Nocedal 1980; Armijo 1966), in place.
 *
 * @param x - start point; holds the minimiser on return
 */
export function minimise(objective: Objective, x: Float64Array, options: MinimiseOptions): void {
  const size = x.length;
  let gradient = new Float64Array(size);
  let value = objective(x, gradient);
  const enough = options.tolerance * Math.max(1, largest(gradient));
  const steps: Float64Array[] = [];
  const turns: Float64Array[] = [];
  const rhos: number[] = [];
  const direction = new Float64Array(size);
  const alphas = new Float64Array(memory);
  const nextX = new Float64Array(size);
  let nextGradient = new Float64Array(size);

  for (let iteration = 0; iteration < options.iterations; iteration++) {
    if (largest(gradient) <= enough) return;
    for (let j = 0; j < size; j++) direction[j] = -gradient[j]!;
    for (let k = steps.length - 1; k >= 0; k--) {
      const alpha = rhos[k]! * dot(steps[k]!, direction);
      alphas[k] = alpha;
      axpy(-alpha, turns[k]!, direction);
    }
    if (steps.length > 0) {
      const s = steps.at(-1)!;
      const y = turns.at(-1)!;
      const scale = dot(s, y) / dot(y, y);
      for (let j = 0; j < size; j++) direction[j]! *= scale;
    } else {
      const scale = 1 / Math.max(1, Math.sqrt(dot(gradient, gradient)));
      for (let j = 0; j < size; j++) direction[j]! *= scale;
    }
    for (let k = 0; k < steps.length; k++) {
      axpy(alphas[k]! - rhos[k]! * dot(turns[k]!, direction), steps[k]!, direction);
    }
    const slope = dot(gradient, direction);
    if (!(slope < 0)) return;
    let step = 1;
    let nextValue = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 25; tries++) {
      for (let j = 0; j < size; j++) nextX[j] = x[j]! + step * direction[j]!;
      nextValue = objective(nextX, nextGradient);
      if (nextValue <= value + 1e-4 * step * slope) break;
      step /= 2;
    }
    if (!(nextValue < value)) return;
    const s = steps.length === memory ? steps.shift()! : new Float64Array(size);
    const y = turns.length === memory ? turns.shift()! : new Float64Array(size);
    if (rhos.length === memory) rhos.shift();
    for (let j = 0; j < size; j++) {
      s[j] = nextX[j]! - x[j]!;
      y[j] = nextGradient[j]! - gradient[j]!;
    }
    const curvature = dot(s, y);
    if (curvature > 1e-12) {
      steps.push(s);
      turns.push(y);
      rhos.push(1 / curvature);
    } else {
      steps.length = 0;
      turns.length = 0;
      rhos.length = 0;
    }
    x.set(nextX);
    [gradient, nextGradient] = [nextGradient, gradient];
    value = nextValue;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

function axpy(scale: number, from: Float64Array, onto: Float64Array): void {
  for (let j = 0; j < onto.length; j++) onto[j]! += scale * from[j]!;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (let j = 0; j < values.length; j++) {
    const size = Math.abs(values[j]!);
    if (size > most) most = size;
  }
  return most;
}
