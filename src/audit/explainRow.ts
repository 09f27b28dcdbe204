import type { Comparison } from '../dataset/comparison.ts';
import type { Explainer, Judged } from '../reward/explain/explainer.ts';
import type { Explanation } from '../reward/explanation.ts';
import type { Audit } from './audit.ts';
import { auditedRowOf } from './auditedRowOf.ts';

/** What the members in use said of a row; null where it was not judged: no preference, malformed, dropped, or stale. */
export function judgedRow(audit: Pick<Audit, 'rows' | 'figures' | 'explain'>, row: number): Judged | null {
  const { figures, explain } = audit;
  const audited = auditedRowOf(audit, row);
  if (audited === undefined || (audited.label !== 'a' && audited.label !== 'b')) return null;
  const sign = audited.label === 'a' ? 1 : -1;
  const members = figures.members.flatMap(({ id, name, used }) => {
    const margin = audited.margins[id];
    if (!used || margin === undefined) return [];
    const parts = audited.objectives?.[id] ?? [];
    const names = explain.objectives?.[id] ?? [];
    const objectives = parts.map((part, k) => ({ name: names[k] ?? `objective ${k + 1}`, weight: sign * part }));
    return [{ id, name, margin: sign * margin, objectives }];
  });
  return members.length === 0 ? null : { row, key: audited.key, members };
}

/** Comparisons by their rows. */
export interface Explainable {
  /** Of those that the heads were fitted on, their places. */
  readonly places: ReadonlyMap<number, number>;
  /** Reads a comparison that they were not fitted on; null where there is none. */
  readonly other: (row: number) => Promise<Comparison | null>;
}

/** Explains a judged row; null where there is no such comparison, or it is another than was judged. */
export async function explainRow(
  explainer: Explainer,
  { places, other }: Explainable,
  judged: Judged,
): Promise<Explanation | null> {
  const place = places.get(judged.row);
  if (place !== undefined) return explainer.explain(place, judged);
  const comparison = await other(judged.row);
  return comparison === null || comparison.key !== judged.key ? null : explainer.explainOther(comparison, judged);
}
