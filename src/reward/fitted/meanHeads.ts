import type { FittedHead } from './fittedHead.ts';

/**
 * Heads that say together what all folds of all these heads say on average: linear ones that read the same are one, with the mean of
 * their weights; others are what they were.
 */
export function meanHeads(heads: readonly FittedHead[]): readonly FittedHead[] {
  const [head] = heads;
  if (head === undefined) return heads;
  if (head.kind === 'style') return alike(heads, other => other.kind === 'style' && other.scaling === head.scaling);
  if (head.kind === 'ngram') return alike(heads, other => other.kind === 'ngram' && other.blocks === head.blocks);
  if (head.kind === 'encoder') return alike(heads, other => other.kind === 'encoder' && other.encoder === head.encoder);
  return heads;
}

function alike(heads: readonly FittedHead[], same: (head: FittedHead) => boolean): readonly FittedHead[] {
  if (!heads.every(same)) return heads;
  const linear = heads.flatMap(head => ('weights' in head ? [head] : []));
  const [first] = linear;
  if (first === undefined) return heads;
  const mean = new Float64Array(first.weights[0]!.length);
  for (const { weights } of linear) {
    for (const of of weights) {
      const share = 1 / (weights.length * linear.length);
      for (let j = 0; j < mean.length; j++) mean[j]! += share * of[j]!;
    }
  }
  return [{ ...first, weights: [mean] }];
}
