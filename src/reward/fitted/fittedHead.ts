import type { ColumnSource } from '../columns/columnSource.ts';
import type { NgramTable } from '../features/ngrams.ts';
import type { FlatTree } from '../heads/flatTree.ts';
import type { StyleScaling } from '../heads/styleDesign.ts';
import type { Panel } from '../judges/combineJudges.ts';
import type { KnownJudge } from '../judges/judgeTable.ts';

/**
 * The heads that a member fitted under one partition, one for each fold, and what it takes to judge other comparisons by
 * them; of a member that learns nothing, where it reads its margins. Plain data.
 */
export type FittedHead =
  | { readonly kind: 'score' }
  | { readonly kind: 'column'; readonly source: ColumnSource }
  /** Its margins come with the comparisons (`Readings`). */
  | { readonly kind: 'given'; readonly member: string }
  | { readonly kind: 'judges'; readonly judges: readonly KnownJudge[]; readonly panel: Panel }
  | { readonly kind: 'style'; readonly scaling: StyleScaling; readonly weights: readonly Float64Array[] }
  | { readonly kind: 'ngram'; readonly blocks: readonly NgramTable[]; readonly weights: readonly Float64Array[] }
  | { readonly kind: 'encoder'; readonly encoder: string; readonly weights: readonly Float64Array[] }
  | {
      readonly kind: 'relevance';
      readonly encoder: string;
      /** Of the first cosine. */
      readonly median: number;
      /** What each relevance is divided by. */
      readonly scales: Float64Array;
      readonly weights: readonly Float64Array[];
    }
  | {
      readonly kind: 'forest' | 'boosted';
      /** Edges of the bins, column by column. */
      readonly edges: readonly Float32Array[];
      /** Trees of each fold. */
      readonly trees: readonly (readonly FlatTree[])[];
    };
