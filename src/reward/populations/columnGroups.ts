import type { Comparison } from '../../dataset/comparison.ts';
import { systemMessage } from '../context/systemMessage.ts';

/** Groups of labels by the value of a column. */
export interface ColumnGroups {
  /** Values, those of most comparisons first. */
  readonly names: readonly string[];
  /** Numbers of the groups of each comparison; a comparison of two models is in two. */
  readonly of: readonly (readonly number[])[];
}

/** Columns that are no field of the record. */
const own: Readonly<Record<string, (comparison: Comparison) => readonly (string | undefined)[]>> = {
  source: ({ source }) => [source],
  model: ({ a, b }) => (a.model === b.model ? [a.model] : [a.model, b.model]),
  list_id: ({ listId }) => [listId],
  system: comparison => [systemMessage(comparison)],
};

/**
 * Groups comparisons by `source`, `system` (the system message), `model` (a comparison is in the group of each of its two
 * models), or by any field of their records. A record without a value is in no group.
 */
export function columnGroups(comparisons: readonly Comparison[], column: string): ColumnGroups {
  const valuesOf = (comparison: Comparison): string[] => {
    const { fields } = comparison;
    if (Object.hasOwn(fields, column)) {
      const value = fields[column];
      return value === null || value === undefined || value === '' ? [] : [String(value)];
    }
    if (!Object.hasOwn(own, column)) return [];
    return own[column]!(comparison).filter(value => value !== undefined && value !== '') as string[];
  };
  const values = comparisons.map(valuesOf);
  const counts = new Map<string, number>();
  for (const value of values.flat()) counts.set(value, (counts.get(value) ?? 0) + 1);
  const names = [...counts].sort(([x, n], [y, m]) => m - n || (x < y ? -1 : 1)).map(([name]) => name);
  const numbers = new Map(names.map((name, at) => [name, at]));
  return { names, of: values.map(here => here.map(value => numbers.get(value)!)) };
}

/** Columns that hold few enough values to group by, for a message. */
export function groupingColumns(comparisons: readonly Comparison[], most = 50): string[] {
  const values = new Map<string, Set<string>>();
  for (const { fields } of comparisons) {
    for (const [name, value] of Object.entries(fields)) {
      if (value === null) continue;
      const known = values.get(name) ?? new Set<string>();
      values.set(name, known);
      if (known.size <= most) known.add(String(value));
    }
  }
  const named = [...values].filter(([, { size }]) => size >= 2 && size <= most).map(([name]) => name);
  const kept = Object.keys(own).filter(column => {
    const { names } = columnGroups(comparisons, column);
    return names.length >= 2 && names.length <= most;
  });
  return [...kept, ...named];
}
