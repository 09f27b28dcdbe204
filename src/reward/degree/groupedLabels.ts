import { type Comparison, chosenSide } from '../../dataset/comparison.ts';

/** A label that prefers a response, and the group that it counts for. */
export interface GroupedLabel {
  /** Place of the comparison. */
  readonly at: number;
  /** 1 for a, -1 for b. */
  readonly side: 1 | -1;
  readonly group: string | null;
}

/**
 * A comparison's labels: its annotations, or the record's label where there are none.
 *
 * @param by - `annotator`, `source`, or a field of the records; undefined for no groups
 */
export function groupedLabels(
  { annotations, label, source, fields }: Comparison,
  at: number,
  by: string | undefined,
): GroupedLabel[] {
  const field = by !== undefined && Object.hasOwn(fields, by) ? fields[by] : null;
  const column = by === 'source' ? (source ?? null) : field === null || field === undefined ? null : String(field);
  const votes = annotations.flatMap((annotation): GroupedLabel[] => {
    const side = chosenSide(annotation.label);
    if (side === null) return [];
    return [{ at, side: side === 'a' ? 1 : -1, group: by === 'annotator' ? annotation.annotator : column }];
  });
  if (annotations.some(annotation => annotation.label !== null)) return votes;
  const side = chosenSide(label);
  return side === null ? [] : [{ at, side: side === 'a' ? 1 : -1, group: by === 'annotator' ? null : column }];
}
