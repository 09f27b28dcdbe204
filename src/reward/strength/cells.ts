import type { Meeting } from './meetings.ts';

/** All meetings of two ids in one order of display, counted by outcome (with their weights). */
export interface Cell {
  /** Ids, i < j. */
  readonly i: number;
  readonly j: number;
  /** 1: i was shown first; -1: j was; 0: not known. */
  readonly side: 1 | 0 | -1;
  /** i won, tie, j won. */
  readonly counts: Float64Array;
}

/** Counts meetings; `weightOf` gives another weight to each of them. */
export function cellsOf(
  meetings: readonly Meeting[],
  weightOf: (meeting: Meeting) => number = ({ weight }) => weight,
): Cell[] {
  const cells = new Map<string, Cell>();
  for (const meeting of meetings) {
    const weight = weightOf(meeting);
    if (weight === 0) continue;
    const { a, b, outcome, positioned } = meeting;
    const turned = a > b;
    const [i, j] = turned ? [b, a] : [a, b];
    const side = positioned ? (turned ? -1 : 1) : 0;
    const key = `${i},${j},${side}`;
    let cell = cells.get(key);
    if (cell === undefined) {
      cell = { i, j, side, counts: new Float64Array(3) };
      cells.set(key, cell);
    }
    cell.counts[1 - outcome * (turned ? -1 : 1)]! += weight;
  }
  return [...cells.values()];
}
