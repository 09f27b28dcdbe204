import { contextNames, type StyleFeatures, styleFeatures } from '../features/style.ts';
import type { Items } from '../items.ts';

/** Features whose weight may depend on the prompt: each is multiplied by each context feature. */
const dependent = [
  'log words',
  'questions',
  'refuse words',
  'apology words',
  'harm words',
  'bullets',
  'ask found in the response',
];

/** Standardised features per item, row by row. */
export interface Standardised {
  readonly values: Float64Array;
  readonly width: number;
  /** Index into `styleFeatures` of the feature that each column is, or is a product of. */
  readonly feature: Int32Array;
}

/** How raw columns become standardised ones. Plain data: a head that is kept takes it along. */
export interface StyleScaling {
  /** Whether products with the prompt's context are among the columns. */
  readonly products: boolean;
  /** Mean of each context feature over the prompts. */
  readonly means: Float64Array;
  /** Raw columns that are kept. */
  readonly kept: Int32Array;
  /** Factor of each kept column. */
  readonly scales: Float64Array;
}

/**
 * Standardised features per item for linear heads: style features, and products of some of them with the prompt's context
 * (centred). Columns are divided by the root mean square of their difference within pairs, so that one penalty suits
 * all; columns that never differ within a pair are dropped.
 */
export function standardised(style: StyleFeatures, items: Items, products: boolean): Standardised {
  return scaled(style, items, styleScaling(style, items, products));
}

/** The scaling that `standardised` finds for a dataset. */
export function styleScaling(style: StyleFeatures, items: Items, products: boolean): StyleScaling {
  const contexts = contextNames.length;
  const means = new Float64Array(contexts);
  const prompts = style.prompts.length;
  for (let p = 0; p < prompts; p++) {
    for (let c = 0; c < contexts; c++) means[c]! += style.context[p * contexts + c]! / prompts;
  }
  const { raw, wide } = rawColumns(style, items, products, means);
  const squares = new Float64Array(wide);
  for (let row = 0; row < items.a.length; row++) {
    const a = items.a[row]! * wide;
    const b = items.b[row]! * wide;
    for (let j = 0; j < wide; j++) squares[j]! += (raw[a + j]! - raw[b + j]!) ** 2;
  }
  const kept: number[] = [];
  for (let j = 0; j < wide; j++) if (squares[j]! > 1e-9) kept.push(j);
  const scales = Float64Array.from(kept, j => 1 / Math.sqrt(squares[j]! / items.a.length));
  return { products, means, kept: Int32Array.from(kept), scales };
}

/** Features of a dataset under a scaling, perhaps that of another. */
export function scaled(
  style: StyleFeatures,
  items: Items,
  { products, means, kept, scales }: StyleScaling,
): Standardised {
  const n = items.texts.length;
  const { raw, wide, places } = rawColumns(style, items, products, means);
  const width = kept.length;
  const values = new Float64Array(n * width);
  for (let k = 0; k < width; k++) {
    for (let i = 0; i < n; i++) values[i * width + k] = raw[i * wide + kept[k]!]! * scales[k]!;
  }
  const contexts = contextNames.length;
  const feature = Int32Array.from(kept, j => (j < style.width ? j : places[Math.floor((j - style.width) / contexts)]!));
  return { values, width, feature };
}

/** Raw columns there are: style features, and products of some with the context. */
export function rawWidth(products: boolean): number {
  return styleFeatures.length + (products ? dependent.length * contextNames.length : 0);
}

function rawColumns(
  style: StyleFeatures,
  items: Items,
  products: boolean,
  means: Float64Array,
): { readonly raw: Float64Array; readonly wide: number; readonly places: readonly number[] } {
  const n = items.texts.length;
  const contexts = contextNames.length;
  const places = products ? dependent.map(name => styleFeatures.findIndex(f => f.name === name)) : [];
  const wide = style.width + places.length * contexts;
  const raw = new Float64Array(n * wide);
  for (let i = 0; i < n; i++) {
    const at = i * wide;
    raw.set(style.values.subarray(i * style.width, (i + 1) * style.width), at);
    let next = at + style.width;
    for (const place of places) {
      for (let c = 0; c < contexts; c++) {
        const context = style.context[items.promptOf[i]! * contexts + c]! - means[c]!;
        raw[next++] = style.values[i * style.width + place]! * context;
      }
    }
  }
  return { raw, wide, places };
}
