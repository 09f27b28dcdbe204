import type { Annotation, Response } from '../../src/dataset/comparison.ts';
import { plantedCrowd } from '../unit/reward/populations/plantedCrowd.ts';

/**
 * Records of comparisons that 20 people who want lists and 10 who want prose voted on, several a comparison; a newcomer, who
 * wants prose, voted on the first five.
 */
export function crowdRecords(): object[] {
  const comparisons = plantedCrowd(
    [
      { prefix: 'lists', people: 20, wants: 'list', follows: 0.95 },
      { prefix: 'prose', people: 10, wants: 'prose', follows: 0.95 },
    ],
    { units: 120, votesEach: 16, seed: 1 },
  );
  return comparisons.map(({ row, prompt, a, b, label, annotations }) => ({
    prompt: prompt[0]!.content,
    response_a: a.messages[0]!.content,
    response_b: b.messages[0]!.content,
    label,
    annotations: [...annotations, ...(row < 5 ? [newcomer(a)] : [])].map((annotation, at) =>
      at === 0 ? { ...annotation, reason: 'Easier to read.' } : annotation,
    ),
  }));
}

function newcomer(a: Response): Annotation {
  return { annotator: 'newcomer', label: a.messages[0]!.content.includes('\n- ') ? 'b' : 'a' };
}
