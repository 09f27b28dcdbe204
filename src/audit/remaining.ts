import type { Comparison } from '../dataset/comparison.ts';
import type { Row } from '../dataset/row.ts';
import type { Decision } from '../edits/decision.ts';
import { decide } from './decide.ts';

/** The comparisons that an audit is of, as decided: without malformed rows and those that the reviewer dropped. */
export function remaining(rows: readonly Row[], decisions: ReadonlyMap<number, Decision>): Comparison[] {
  return rows.flatMap(row => (row.kind === 'comparison' ? (decide(row.comparison, decisions.get(row.row)) ?? []) : []));
}
