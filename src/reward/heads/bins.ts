/** Features of both orders of each pair, cut into at most 32 bins, for trees. */
export interface Bins {
  readonly rows: number;
  readonly width: number;
  /** Column by column: bin of row i in column j at [j * 2 * rows + i]; the other order of row i is at i + rows. */
  readonly bins: Uint8Array;
}

const most = 32;

/**
 * Edges between the bins of each column, ascending, by quantiles. Columns below `antisymmetric` change sign in the other
 * order of a pair, and their edges are symmetric about 0; the others are context, the same in both orders.
 *
 * @param values - rows x width, row by row
 */
export function edgesOf(values: Float32Array, width: number, antisymmetric: number): Float32Array[] {
  const rows = width === 0 ? 0 : values.length / width;
  const column = new Float32Array(2 * rows);
  return Array.from({ length: width }, (_, j) => {
    fillColumn(column, values, width, j, antisymmetric);
    const sorted = column.slice().sort();
    const edges: number[] = [];
    for (let e = 1; e < most; e++) {
      const edge = sorted[Math.floor((e * sorted.length) / most)]!;
      if (edges.length === 0 || edge > edges.at(-1)!) edges.push(edge);
    }
    return Float32Array.from(edges);
  });
}

/** Bins of values under given edges, perhaps those of another dataset. */
export function binsWith(
  values: Float32Array,
  width: number,
  antisymmetric: number,
  edgesOfColumn: readonly Float32Array[],
): Bins {
  const rows = width === 0 ? 0 : values.length / width;
  const bins = new Uint8Array(2 * rows * width);
  const column = new Float32Array(2 * rows);
  for (let j = 0; j < width; j++) {
    fillColumn(column, values, width, j, antisymmetric);
    const edges = edgesOfColumn[j]!;
    const base = j * 2 * rows;
    for (let i = 0; i < 2 * rows; i++) {
      const v = column[i]!;
      let low = 0;
      let high = edges.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (edges[middle]! < v) low = middle + 1;
        else high = middle;
      }
      bins[base + i] = low;
    }
  }
  return { rows, width, bins };
}

function fillColumn(column: Float32Array, values: Float32Array, width: number, j: number, antisymmetric: number): void {
  const rows = column.length / 2;
  for (let i = 0; i < rows; i++) {
    const v = values[i * width + j]!;
    column[i] = v;
    column[i + rows] = j < antisymmetric ? -v : v;
  }
}
