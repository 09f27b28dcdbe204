import type { Comparison } from '../../dataset/comparison.ts';
import { ngramsUnder } from '../features/ngrams.ts';
import { denseDesign, type ItemDesign, sideBySide, sparseDesign } from '../heads/design.ts';
import { type RowBins, rowBins } from '../heads/flatTree.ts';
import { scaled } from '../heads/styleDesign.ts';
import { treeBins } from '../heads/treeDesign.ts';
import type { Prepared } from '../prepared.ts';
import type { FittedHead } from './fittedHead.ts';
import type { Readings } from './readings.ts';

type StyleHead = Extract<FittedHead, { kind: 'style' }>;
type NgramHead = Extract<FittedHead, { kind: 'ngram' }>;
type TreeHead = Extract<FittedHead, { kind: 'forest' | 'boosted' }>;

/** What heads read of some comparisons: made when it is asked for, and once for all heads that name the same scaling, tables or edges. */
export class HeadInputs {
  readonly #style = new Map<StyleHead['scaling'], ItemDesign>();
  readonly #ngrams = new Map<NgramHead['blocks'], ItemDesign>();
  readonly #bins = new Map<TreeHead['edges'], (rows: Int32Array) => RowBins>();

  constructor(
    readonly comparisons: readonly Comparison[],
    readonly prepared: Prepared,
    readonly readings: Readings,
  ) {}

  style({ scaling }: StyleHead): ItemDesign {
    return once(this.#style, scaling, () => {
      const { values, width } = scaled(this.prepared.style, this.prepared.items, scaling);
      return denseDesign(values, width);
    });
  }

  ngrams({ blocks }: NgramHead): ItemDesign {
    return once(this.#ngrams, blocks, () =>
      sideBySide(blocks.map(table => sparseDesign(ngramsUnder(this.prepared.items.texts, table)))),
    );
  }

  /** Bins of some rows. */
  bins({ edges }: TreeHead, rows: Int32Array): RowBins {
    return once(this.#bins, edges, () => {
      const bins = treeBins(this.prepared.style, this.prepared.items, [...edges]);
      const known = new Map<Int32Array, RowBins>();
      return of => once(known, of, () => rowBins(bins, of));
    })(rows);
  }
}

function once<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}
