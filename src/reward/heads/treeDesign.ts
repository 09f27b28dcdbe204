import { contextNames, type StyleFeatures } from '../features/style.ts';
import type { Items } from '../items.ts';
import { type Bins, binsWith, edgesOf } from './bins.ts';

/**
 * What trees see of a pair: the differences phi(a) - phi(b) of the style features, which change sign with the order, and
 * the prompt's context and the pair's mean log length, which do not.
 *
 * @param edges - of the bins (default: those of these pairs)
 */
export function treeBins(style: StyleFeatures, items: Items, edges = treeEdges(style, items)): Bins {
  const { values, width } = pairValues(style, items);
  return binsWith(values, width, style.width, edges);
}

/** Edges of the bins of a dataset, column by column. */
export function treeEdges(style: StyleFeatures, items: Items): Float32Array[] {
  const { values, width } = pairValues(style, items);
  return edgesOf(values, width, style.width);
}

function pairValues(style: StyleFeatures, items: Items): { readonly values: Float32Array; readonly width: number } {
  const n = items.a.length;
  const contexts = contextNames.length;
  const width = style.width + contexts + 1;
  const values = new Float32Array(n * width);
  for (let row = 0; row < n; row++) {
    const a = items.a[row]! * style.width;
    const b = items.b[row]! * style.width;
    const at = row * width;
    for (let j = 0; j < style.width; j++) values[at + j] = style.values[a + j]! - style.values[b + j]!;
    const prompt = items.promptOfRow[row]! * contexts;
    for (let c = 0; c < contexts; c++) values[at + style.width + c] = style.context[prompt + c]!;
    // Column 0 is the log of the characters.
    values[at + width - 1] = (style.values[a]! + style.values[b]!) / 2;
  }
  return { values, width };
}
