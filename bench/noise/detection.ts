/** How well a ranking finds the wrong labels. */
export interface Detection {
  readonly auroc: number;
  readonly averagePrecision: number;
  /** Precision in the first k, k = number of wrong labels. */
  readonly precisionAtK: number;
  /** F1 of the flags. */
  readonly f1: number;
}

/** Measures a ranking (higher = more suspicious) and flags against what is wrong. Ties share their rank. */
export function detection(suspicion: ArrayLike<number>, flags: ArrayLike<number>, wrong: ArrayLike<number>): Detection {
  const n = suspicion.length;
  const order = Array.from({ length: n }, (_, i) => i).sort((x, y) => suspicion[y]! - suspicion[x]!);
  let total = 0;
  for (let i = 0; i < n; i++) total += wrong[i]!;
  let rankSum = 0;
  let precisionSum = 0;
  let hits = 0;
  for (let from = 0; from < n; ) {
    let to = from;
    let inTie = 0;
    while (to < n && suspicion[order[to]!] === suspicion[order[from]!]) inTie += wrong[order[to++]!]!;
    rankSum += inTie * (n - (from + to - 1) / 2);
    hits += inTie;
    precisionSum += (inTie * hits) / to;
    from = to;
  }
  const auroc = (rankSum - (total * (total + 1)) / 2) / (total * (n - total));
  let top = 0;
  for (let k = 0; k < total; k++) top += wrong[order[k]!]!;
  let flagged = 0;
  let right = 0;
  for (let i = 0; i < n; i++) {
    if (!flags[i]) continue;
    flagged++;
    right += wrong[i]!;
  }
  return {
    auroc,
    averagePrecision: precisionSum / total,
    precisionAtK: top / total,
    f1: (2 * right) / (flagged + total),
  };
}
