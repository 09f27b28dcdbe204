import type { Principle, Votes } from '../principle.ts';
import type { PrincipleFigures } from '../principlesResult.ts';
import type { Constitution } from '../select/constitution.ts';
import { clusteredWilson } from './intervals.ts';

/**
 * Figures of one principle against the labels, as Feedback Forensics defines them (see `PrincipleFigures`); accuracy is .5
 * where it never votes.
 */
export function principleFigures(
  principle: Principle,
  votes: Votes,
  labels: Int8Array,
  groups: Int32Array,
): Omit<PrincipleFigures, 'place' | 'gain' | 'weight'> {
  let right = 0;
  let wrong = 0;
  let abstain = 0;
  const clusters = new Map<number, [number, number]>();
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] === 0) continue;
    const stand = votes[row]! * labels[row]!;
    if (stand === 0) {
      abstain++;
      continue;
    }
    if (stand > 0) right++;
    else wrong++;
    const cluster = clusters.get(groups[row]!);
    if (cluster) cluster[stand > 0 ? 0 : 1]++;
    else clusters.set(groups[row]!, stand > 0 ? [1, 0] : [0, 1]);
  }
  const valid = right + wrong;
  const n = valid + abstain;
  const { value: accuracy, low, high } = clusteredWilson(right, wrong, clusters);
  const relevance = n > 0 ? valid / n : 0;
  const kappa = 2 * (accuracy - 0.5);
  const { id, text, short, origin, opposite } = principle;
  return {
    id,
    text,
    short,
    origin,
    ...(opposite !== undefined && { opposite }),
    for: right,
    against: wrong,
    abstain,
    relevance,
    accuracy,
    kappa,
    strength: kappa * relevance,
    low,
    high,
  };
}

/** All principles' figures, strongest first, each with its place in the constitution. */
export function allFigures(
  principles: readonly Principle[],
  columns: readonly Votes[],
  labels: Int8Array,
  groups: Int32Array,
  constitution: Constitution | null,
): PrincipleFigures[] {
  const figures = principles.map((principle, at) => {
    const place = constitution?.rules.indexOf(at) ?? -1;
    return {
      ...principleFigures(principle, columns[at]!, labels, groups),
      place: place < 0 ? null : place,
      gain: place < 0 ? null : constitution!.gains[place]!,
      weight: place < 0 ? null : constitution!.weights[place]!,
    };
  });
  // Of two contraries, equally strong, the one that the labels follow comes first.
  return figures.sort((x, y) => Math.abs(y.strength) - Math.abs(x.strength) || y.strength - x.strength);
}
