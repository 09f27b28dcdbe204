import type { AskPlan } from './askPlan.ts';

/** A line of a plan; docs/columns.md documents each field. */
export interface AskLine {
  readonly line: number;
  readonly key: string;
  readonly annotators: readonly number[];
  readonly why: 'informative' | 'random check';
  readonly ask_value: number | null;
  readonly minutes: number;
}

/** What a plan asks about, by row. */
export interface AskedRow {
  readonly line: number;
  readonly key: string;
  readonly label: string | null;
  /** What asking is worth; NaN where nothing is known of it. */
  readonly value: number;
  readonly minutes: number;
}

/** The lines of a plan, in its order. */
export function askLines({ asked }: Pick<AskPlan, 'asked'>, rows: ReadonlyMap<number, AskedRow>): AskLine[] {
  return asked.map(({ row, why, annotators }): AskLine => {
    const { line, key, value, minutes } = rows.get(row)!;
    return { line, key, annotators, why, ask_value: Number.isNaN(value) ? null : value, minutes };
  });
}

/** Comparisons of a plan that speak for the flip rate: only one that is drawn at random and has a choice can have a wrong one. */
export function labelledAtRandom({ asked }: Pick<AskPlan, 'asked'>, rows: ReadonlyMap<number, AskedRow>): number {
  return asked.filter(({ row, why }) => {
    const { label } = rows.get(row)!;
    return why === 'random check' && (label === 'a' || label === 'b');
  }).length;
}
