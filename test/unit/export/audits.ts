import type { Audit, AuditedRow } from '../../../src/audit/audit.ts';
import { unjudged } from '../../../src/audit/unjudged.ts';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import type { FlipRate } from '../../../src/reward/figures.ts';

/** A flip rate that a check gave. */
export const knownRate: FlipRate = { known: true, rate: 0.1, low: 0.05, high: 0.2, from: 'a random check' };
/** A flip rate that is only bounded. */
export const unknownRate: FlipRate = { known: false, upper: 0.3, why: 'Check 30 of them.' };

/** The parts of an audit that an export looks at. */
export function auditOf(
  comparisons: readonly Comparison[],
  flipRate: FlipRate,
  said: (comparison: Comparison) => Partial<AuditedRow>,
): Audit {
  const rows = comparisons.map(comparison => ({
    row: comparison.row,
    line: comparison.line,
    key: comparison.key,
    label: comparison.label,
    ...unjudged,
    findings: [],
    ...said(comparison),
  }));
  const figures = { flipRate, seed: 0, accuracy: null, members: [] };
  return { version: 1, file: 'f', format: 'f', at: '', rows, figures } as unknown as Audit;
}
