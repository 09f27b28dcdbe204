import type { FeatureWeight } from '../explanation.ts';
import { styleFeatures } from '../features/style.ts';
import type { Standardised } from '../heads/styleDesign.ts';
import type { Prepared } from '../prepared.ts';

/** A comparison among others that were prepared with it. */
export interface StyledPair {
  readonly prepared: Pick<Prepared, 'items' | 'style'>;
  readonly place: number;
  /** Style features under the scaling of the heads. */
  readonly scaled: Standardised;
}

/**
 * Contributions of the style features to the calibrated margin r(a) - r(b), in logits, largest first: they sum to it.
 *
 * @param fitted - weights of the style heads that judged the comparison
 * @param slope - of the calibration
 */
export function featureWeights(
  { prepared, place, scaled }: StyledPair,
  fitted: readonly Float64Array[],
  slope: number,
): FeatureWeight[] {
  const { items, style } = prepared;
  const { values, width, feature } = scaled;
  const [a, b] = [items.a[place]!, items.b[place]!];
  const sums = new Float64Array(styleFeatures.length);
  const scale = slope / fitted.length;
  for (const weights of fitted) {
    for (let j = 0; j < width; j++) {
      sums[feature[j]!]! += scale * weights[j]! * (values[a * width + j]! - values[b * width + j]!);
    }
  }
  return styleFeatures
    .map(({ name, logarithmic }, f): FeatureWeight => {
      const shown = (item: number): number => {
        const value = style.values[item * style.width + f]!;
        return logarithmic ? Math.expm1(value) : value;
      };
      return { name: name.replace(/^log /, ''), a: shown(a), b: shown(b), weight: sums[f]! };
    })
    .filter(({ weight }) => weight !== 0)
    .sort((x, y) => Math.abs(y.weight) - Math.abs(x.weight));
}
