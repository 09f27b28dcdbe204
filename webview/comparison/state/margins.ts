import type { AuditedRow } from '../../../src/audit/audit.ts';
import type { Label, Side } from '../../../src/dataset/comparison.ts';

/** A member's margin on screen: negative towards the left response, positive towards the right one (logits). */
export interface ShownMargin {
  readonly id: string;
  readonly value: number;
}

/** What the dot plot shows. */
export interface ShownMargins {
  /** Members in the ensemble's order; at most `shown`, the most extreme. */
  readonly members: readonly ShownMargin[];
  readonly more: number;
  /** The ensemble's preference strength, as margins are, and its spread; null where it has none. */
  readonly ensemble: { readonly value: number; readonly spread: number } | null;
  /** Margin at either end of the axis (logits, > 0). */
  readonly limit: number;
}

const shown = 6;

/** An audit's margins (chosen minus rejected) turned towards the places on screen; null where there are none. */
export function shownMargins(audit: AuditedRow, label: Label | null, left: Side): ShownMargins | null {
  const judged = audit.label ?? label;
  if (judged !== 'a' && judged !== 'b') return null;
  const sign = judged === left ? -1 : 1;
  const all = Object.entries(audit.margins).map(([id, margin]) => ({ id, value: sign * margin }));
  const ensemble =
    audit.preferenceStrength === null ? null : { value: sign * audit.preferenceStrength, spread: audit.spread ?? 0 };
  if (all.length === 0 && ensemble === null) return null;
  const extreme = new Set(all.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, shown));
  const members = all.filter(margin => extreme.has(margin));
  const reach = Math.max(...all.map(({ value }) => Math.abs(value)), Math.abs(ensemble?.value ?? 0), 1);
  return { members, more: all.length - members.length, ensemble, limit: Math.ceil(reach * 1.05 * 2) / 2 };
}

/** A margin in words: "B 2.2". */
export function marginText(value: number, digits = 1): string {
  return `${value < 0 ? 'A' : 'B'} ${Math.abs(value).toFixed(digits)}`;
}
