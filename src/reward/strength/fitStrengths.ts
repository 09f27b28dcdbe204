import { type Arrowhead, type ArrowheadFactor, factorArrowhead, solveArrowhead } from './arrowhead.ts';
import type { Cell } from './cells.ts';
import type { Link } from './tieLinks.ts';

/** What is to be fitted. */
export interface Model {
  readonly link: Link;
  /** Has a tie parameter: there are ties. */
  readonly ties: boolean;
  /** Has an effect of being shown first: positions are recorded. */
  readonly side: boolean;
}

/** A fit. */
export interface Fit {
  readonly model: Model;
  /** Strengths on the scale of the link; they sum to 0 in each component. */
  readonly u: Float64Array;
  /** Logarithm of the tie parameter; -Infinity without one. */
  readonly tie: number;
  /** What being shown first adds to the difference; 0 without one. */
  readonly side: number;
  /** Expected information with the prior's, at the optimum. */
  readonly information: ArrowheadFactor;
}

/** Standard deviation of the normal prior of strengths, in log-odds: two ids of it differ by less than 5.6 nearly always. */
export const priorSd = 2;
/** The same of the logarithm of the tie parameter and of the effect of being first: wide. */
const sharedSd = 3;
const iterations = 100;

/** Ids of one component that can be fitted together; beyond, the matrix takes too long. */
export const largestComponent = 1500;

/**
 * Strengths by penalised maximum likelihood: Fisher's scoring with halved steps. Each component has its own block of the
 * information; the tie parameter and the effect of being first border all of them.
 *
 * @param component - component of each id, numbered from 0
 * @param start - a fit of like data to start from
 */
export function fitStrengths(cells: readonly Cell[], component: Int32Array, model: Model, start?: Fit): Fit {
  const { link } = model;
  const places = placesOf(component);
  let state: State = {
    u: start === undefined ? new Float64Array(component.length) : Float64Array.from(start.u),
    tie: model.ties ? (start?.tie ?? -0.5) : Number.NEGATIVE_INFINITY,
    side: start?.side ?? 0,
  };
  let value = posterior(cells, model, state);
  let information: ArrowheadFactor | null = null;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const { matrix, score, corner } = informationAt(cells, places, model, state);
    information = factorArrowhead(matrix);
    if (information === null) throw new Error(`The information of ${link.name} is singular.`);
    const step = solveArrowhead(information, score, corner);
    let largest = 0;
    for (const part of [...step.parts, step.corner]) for (const x of part) largest = Math.max(largest, Math.abs(x));
    if (largest < 1e-9) break;
    let better = false;
    for (let scale = 1; scale > 1e-6 && !better; scale /= 2) {
      const next = moved(state, step, scale, places, model);
      const nextValue = posterior(cells, model, next);
      if (!(nextValue > value)) continue;
      state = next;
      value = nextValue;
      better = true;
    }
    if (!better) break;
  }
  return { model, ...state, information: information! };
}

/** Log-likelihood of cells under a fit, and the weight of the meetings in it. */
export function logLikelihood(cells: readonly Cell[], fit: Pick<Fit, 'u' | 'tie' | 'side' | 'model'>): number {
  const out = new Float64Array(9);
  let sum = 0;
  for (const { i, j, side, counts } of cells) {
    fit.model.link.at(fit.u[i]! - fit.u[j]! + fit.side * side, fit.tie, out);
    for (let k = 0; k < 3; k++) if (counts[k]! > 0) sum += counts[k]! * Math.log(Math.max(out[k]!, 1e-300));
  }
  return sum;
}

/** Where an id stands in its block. */
interface Places {
  readonly component: Int32Array;
  readonly local: Int32Array;
  readonly sizes: readonly number[];
}

type State = Pick<Fit, 'u' | 'tie' | 'side'>;

function placesOf(component: Int32Array): Places {
  const sizes: number[] = [];
  const local = Int32Array.from(component, c => {
    sizes[c] = (sizes[c] ?? 0) + 1;
    return sizes[c] - 1;
  });
  return { component, local, sizes };
}

function posterior(cells: readonly Cell[], model: Model, state: State): number {
  const sd = priorSd * model.link.perLogit;
  let sum = logLikelihood(cells, { ...state, model });
  for (const u of state.u) sum -= (u * u) / (2 * sd * sd);
  if (model.ties) sum -= (state.tie * state.tie) / (2 * sharedSd * sharedSd);
  return sum - (state.side * state.side) / (2 * sharedSd * sharedSd);
}

function informationAt(cells: readonly Cell[], places: Places, model: Model, state: State) {
  const { component, local, sizes } = places;
  const { link, ties } = model;
  const shared = [...(ties ? ['tie'] : []), ...(model.side ? ['side'] : [])];
  const width = shared.length;
  const tieAt = ties ? 0 : -1;
  const sideAt = model.side ? width - 1 : -1;
  const sd = priorSd * link.perLogit;
  const blocks = sizes.map(size => new Float64Array(size * size));
  const borders = sizes.map(size => shared.map(() => new Float64Array(size)));
  const corner = new Float64Array(width * width);
  const score = sizes.map(size => new Float64Array(size));
  const scoreCorner = new Float64Array(width);
  for (const [id, c] of component.entries()) {
    const at = local[id]!;
    blocks[c]![at * sizes[c]! + at]! += 1 / (sd * sd);
    score[c]![at]! -= state.u[id]! / (sd * sd);
  }
  for (let p = 0; p < width; p++) {
    corner[p * width + p]! += 1 / (sharedSd * sharedSd);
    scoreCorner[p]! -= (p === tieAt ? state.tie : state.side) / (sharedSd * sharedSd);
  }
  const out = new Float64Array(9);
  for (const { i, j, side, counts } of cells) {
    link.at(state.u[i]! - state.u[j]! + state.side * side, state.tie, out);
    const n = counts[0]! + counts[1]! + counts[2]!;
    let [byDifference, byTie, dd, dt, tt] = [0, 0, 0, 0, 0];
    for (let k = 0; k < 3; k++) {
      const p = Math.max(out[k]!, 1e-300);
      if (!ties && k === 1) continue;
      const [slope, tieSlope] = [out[3 + k]!, ties ? out[6 + k]! : 0];
      byDifference += (counts[k]! * slope) / p;
      byTie += (counts[k]! * tieSlope) / p;
      dd += (n * slope * slope) / p;
      dt += (n * slope * tieSlope) / p;
      tt += (n * tieSlope * tieSlope) / p;
    }
    const c = component[i]!;
    const [x, y, size] = [local[i]!, local[j]!, sizes[c]!];
    const block = blocks[c]!;
    block[x * size + x]! += dd;
    block[y * size + y]! += dd;
    block[x * size + y]! -= dd;
    block[y * size + x]! -= dd;
    score[c]![x]! += byDifference;
    score[c]![y]! -= byDifference;
    if (tieAt >= 0) {
      borders[c]![tieAt]![x]! += dt;
      borders[c]![tieAt]![y]! -= dt;
      corner[tieAt * width + tieAt]! += tt;
      scoreCorner[tieAt]! += byTie;
    }
    if (sideAt >= 0 && side !== 0) {
      borders[c]![sideAt]![x]! += side * dd;
      borders[c]![sideAt]![y]! -= side * dd;
      corner[sideAt * width + sideAt]! += dd;
      scoreCorner[sideAt]! += side * byDifference;
      if (tieAt >= 0) {
        corner[tieAt * width + sideAt]! += side * dt;
        corner[sideAt * width + tieAt]! += side * dt;
      }
    }
  }
  const matrix: Arrowhead = { blocks, sizes, borders, corner, width };
  return { matrix, score, corner: scoreCorner };
}

function moved(
  state: State,
  step: { readonly parts: readonly Float64Array[]; readonly corner: Float64Array },
  scale: number,
  { component, local }: Places,
  { ties, side }: Model,
): State {
  return {
    u: state.u.map((u, id) => u + scale * step.parts[component[id]!]![local[id]!]!),
    tie: ties ? state.tie + scale * step.corner[0]! : state.tie,
    side: side ? state.side + scale * step.corner.at(-1)! : state.side,
  };
}
