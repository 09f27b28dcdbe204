import type { Items } from '../items.ts';
import type { Prepared } from '../prepared.ts';
import { turnsOf } from './datasetVectors.ts';

/** A response that holds more than this share of the prompt's words may be a copy of it; its cosine counts no more. */
const copy = 0.8;

/** Number of cosines per item: with what the prompt asks, with the last answer in it, with its first turn. */
export const relevances = 3;

/** What the relevance of responses is computed from. */
export interface RelevanceSource {
  readonly prepared: Pick<Prepared, 'items' | 'style'>;
  /** Length of a vector. */
  readonly width: number;
  /** Vectors of the items. */
  readonly responses: Float32Array;
  /** Vectors of the prompts' turns, three a prompt (`turnsOf`). */
  readonly turns: Float32Array;
}

/**
 * Relevance of every response: the cosines of its vector with those of the prompt's turns (`turnsOf`); 0 where there is no
 * such turn. A response that repeats nearly all of what is asked is held to the median of the first, as a copy of the question
 * would be the most relevant answer of all.
 *
 * @param median - of the first cosine, where it is known from other comparisons
 * @returns items x `relevances`, row by row, and the median
 */
export function relevanceOf(
  { prepared: { items, style }, width, responses, turns }: RelevanceSource,
  median?: number,
): { readonly values: Float64Array; readonly median: number } {
  const present = items.prompts.map(prompt => turnsOf(prompt).map(turn => turn.trim() !== ''));
  const values = new Float64Array(items.texts.length * relevances);
  for (const [item, prompt] of items.promptOf.entries()) {
    for (let turn = 0; turn < relevances; turn++) {
      if (!present[prompt]![turn]) continue;
      const at = (prompt * relevances + turn) * width;
      let sum = 0;
      for (let j = 0; j < width; j++) sum += responses[item * width + j]! * turns[at + j]!;
      values[item * relevances + turn] = sum;
    }
  }
  const asked = Float64Array.from(items.texts, (_, item) => values[item * relevances]!).sort();
  const middle = median ?? asked[Math.floor(asked.length / 2)] ?? 0;
  for (const [item, facts] of style.facts.entries()) {
    const { vocabulary } = style.prompts[items.promptOf[item]!]!.ask;
    if (vocabulary.size < 4) continue;
    let shared = 0;
    for (const word of vocabulary) if (facts.vocabulary.has(word)) shared++;
    const alike = shared / vocabulary.size > copy && facts.vocabulary.size < 1.5 * vocabulary.size;
    if (alike) values[item * relevances] = Math.min(values[item * relevances]!, middle);
  }
  return { values, median: middle };
}

/** The root mean square of each relevance's difference within pairs; 1 where they hardly differ. */
export function relevanceScales(values: Float64Array, { a, b }: Pick<Items, 'a' | 'b'>): Float64Array {
  return Float64Array.from({ length: relevances }, (_, j) => {
    let squares = 0;
    for (let i = 0; i < a.length; i++)
      squares += (values[a[i]! * relevances + j]! - values[b[i]! * relevances + j]!) ** 2;
    const size = Math.sqrt(squares / Math.max(a.length, 1));
    return size < 1e-9 ? 1 : size;
  });
}
