import { sigmoid } from '../numbers.ts';
import { normalCdf, normalDensity } from './normal.ts';

/** How a difference of strengths becomes probabilities of a win, a tie and a loss. */
export type LinkId = 'davidson' | 'rao-kupper' | 'thurstone';

/**
 * Probabilities of one meeting and their slopes, as nine numbers: win, tie, loss; the slopes of these in the difference of
 * strengths; their slopes in the tie parameter.
 */
export interface Link {
  readonly id: LinkId;
  /** Its name in words, without and with ties. */
  readonly name: string;
  readonly nameWithTies: string;
  /** A strength of 1 on the scale of log-odds is this much on this scale. */
  readonly perLogit: number;
  /** @param tie - logarithm of the tie parameter; -Infinity where there are no ties */
  readonly at: (difference: number, tie: number, out: Float64Array) => void;
}

/**
 * Bradley and Terry (1952) with Davidson's ties (1970): weights e^{d/2}, nu, e^{-d/2} over their sum. nu is 0 without ties,
 * and the chance of a tie between equals is nu / (2 + nu).
 */
const davidson: Link = {
  id: 'davidson',
  name: 'Bradley-Terry',
  nameWithTies: 'Bradley-Terry with ties (Davidson)',
  perLogit: 1,
  at(difference, tie, out) {
    const top = Math.max(Math.abs(difference) / 2, tie);
    const win = Math.exp(difference / 2 - top);
    const even = Math.exp(tie - top);
    const loss = Math.exp(-difference / 2 - top);
    const sum = win + even + loss;
    const [w, t, l] = [win / sum, even / sum, loss / sum];
    const mean = (w - l) / 2;
    out[0] = w;
    out[1] = t;
    out[2] = l;
    out[3] = w * (0.5 - mean);
    out[4] = -t * mean;
    out[5] = l * (-0.5 - mean);
    out[6] = -w * t;
    out[7] = t * (1 - t);
    out[8] = -l * t;
  },
};

/** Bradley-Terry with a threshold: P(win) = s(d - eta), P(loss) = s(-d - eta), the rest are ties (Rao and Kupper 1967). */
const raoKupper: Link = {
  id: 'rao-kupper',
  name: 'Bradley-Terry',
  nameWithTies: 'Bradley-Terry with ties (Rao-Kupper)',
  perLogit: 1,
  at(difference, tie, out) {
    const slope = (p: number): number => p * (1 - p);
    threshold(difference, Math.exp(tie), sigmoid, x => slope(sigmoid(x)), out);
  },
};

/** Thurstone's case V (1927): P(win) = Phi(d / sqrt 2); ties by a threshold on d (Glenn and David 1960). */
const thurstone: Link = {
  id: 'thurstone',
  name: 'Thurstone (case V)',
  nameWithTies: 'Thurstone (case V) with ties (Glenn-David)',
  perLogit: 1 / 1.7,
  at(difference, tie, out) {
    const root = Math.SQRT2;
    threshold(
      difference,
      Math.exp(tie),
      x => normalCdf(x / root),
      x => normalDensity(x / root) / root,
      out,
    );
  },
};

function threshold(
  difference: number,
  eta: number,
  cdf: (x: number) => number,
  density: (x: number) => number,
  out: Float64Array,
): void {
  const win = cdf(difference - eta);
  const loss = cdf(-difference - eta);
  const winSlope = density(difference - eta);
  const lossSlope = density(-difference - eta);
  out[0] = win;
  out[1] = Math.max(1 - win - loss, 0);
  out[2] = loss;
  out[3] = winSlope;
  out[4] = lossSlope - winSlope;
  out[5] = -lossSlope;
  out[6] = -eta * winSlope;
  out[7] = eta * (winSlope + lossSlope);
  out[8] = -eta * lossSlope;
}

/** The models of strengths, by id. */
export const links: Readonly<Record<LinkId, Link>> = { davidson, 'rao-kupper': raoKupper, thurstone };
