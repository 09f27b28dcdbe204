import { type StyleFeatures, styleFeatures } from '../features/style.ts';
import { factors } from './factors.ts';

/**
 * Which of two texts has more of each factor: per factor, along the pairs, +1 the first, -1 the second, 0 neither.
 *
 * @param pairs - items of the two texts of each pair
 */
export function factorSigns(
  style: StyleFeatures,
  pairs: readonly (readonly [first: number, second: number])[],
): Int8Array[] {
  return factors.map(({ feature }) => {
    const column = styleFeatures.findIndex(({ name }) => name === feature);
    const value = (item: number): number => style.values[item * style.width + column]!;
    return Int8Array.from(pairs, ([first, second]) => Math.sign(value(first) - value(second)));
  });
}
