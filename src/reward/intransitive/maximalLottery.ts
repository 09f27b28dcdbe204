/**
 * The mixture of ids that no other beats more often than not (maximal lottery: Kreweras 1965, Fishburn 1984; the Nash policy
 * of 2312.00886 on a table): the optimal strategy of the symmetric game P - 1/2, by the simplex method with Bland's rule.
 *
 * @param wins - P, row-major: probability that the row's id beats the column's; P_ij + P_ji = 1
 * @returns weights along the ids, summing to 1
 */
export function maximalLottery(wins: Float64Array, size: number): Float64Array {
  // With payoffs lifted above 0, the game is: maximise the sum of y where (losses) y <= 1 and y >= 0.
  const width = 2 * size + 1;
  const rows = Array.from({ length: size }, (_, i) => {
    const row = new Float64Array(width);
    for (let j = 0; j < size; j++) row[j] = (i === j ? 0.5 : wins[i * size + j]!) + 1;
    row[size + i] = 1;
    row[width - 1] = 1;
    return row;
  });
  const goal = new Float64Array(width);
  goal.fill(-1, 0, size);
  const basis = Array.from({ length: size }, (_, i) => size + i);
  for (;;) {
    const enter = goal.findIndex((value, at) => at < width - 1 && value < -1e-12);
    if (enter < 0) break;
    let leave = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const [r, row] of rows.entries()) {
      if (!(row[enter]! > 1e-12)) continue;
      const ratio = row[width - 1]! / row[enter]!;
      if (ratio < least - 1e-12 || (ratio < least + 1e-12 && basis[r]! < basis[leave]!)) {
        least = Math.min(ratio, least);
        leave = r;
      }
    }
    if (leave < 0) break;
    const pivot = rows[leave]!;
    const by = pivot[enter]!;
    for (let at = 0; at < width; at++) pivot[at]! /= by;
    for (const row of [...rows, goal]) {
      if (row === pivot || row[enter] === 0) continue;
      const times = row[enter]!;
      for (let at = 0; at < width; at++) row[at]! -= times * pivot[at]!;
    }
    basis[leave] = enter;
  }
  const y = new Float64Array(size);
  for (const [r, at] of basis.entries()) if (at < size) y[at] = Math.max(rows[r]![width - 1]!, 0);
  const sum = y.reduce((total, value) => total + value, 0);
  return y.map(value => value / sum);
}
