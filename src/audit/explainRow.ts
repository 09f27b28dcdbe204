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
  return members.length === 0 ? null : { row, members };
}

/** Explains a judged row; null where it is not among the audited comparisons. */
export async function explainRow(
  explainer: Explainer,
  places: ReadonlyMap<number, number>,
  judged: Judged,
): Promise<Explanation | null> {
  const place = places.get(judged.row);
  return place === undefined ? null : explainer.explain(place, judged);
}
