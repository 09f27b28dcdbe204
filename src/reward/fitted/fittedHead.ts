import type { NgramTable } from '../features/ngrams.ts';
import type { FlatTree } from '../heads/flatTree.ts';
import type { StyleScaling } from '../heads/styleDesign.ts';

/**
 * The heads that a member fitted under one partition, one for each fold, and what it takes to judge other comparisons by
 * them. Plain data.
 */
export type FittedHead =
  | { readonly kind: 'style'; readonly scaling: StyleScaling; readonly weights: readonly Float64Array[] }
  | { readonly kind: 'ngram'; readonly blocks: readonly NgramTable[]; readonly weights: readonly Float64Array[] }
  | {
      readonly kind: 'forest' | 'boosted';
      /** Edges of the bins, column by column. */
      readonly edges: readonly Float32Array[];
      /** Trees of each fold. */
      readonly trees: readonly (readonly FlatTree[])[];
    };
