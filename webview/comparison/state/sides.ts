import type { Side } from '../../../src/dataset/comparison.ts';
import type { RowDetail } from '../../../src/protocol/rows.ts';

/** Where a response is shown: left is called A on screen, right B, whatever the record calls them. */
export type Place = 'left' | 'right';

/** Letter of a place, as headers, buttons and the plot show it. */
export const letterOf: Readonly<Record<Place, 'A' | 'B'>> = { left: 'A', right: 'B' };

/** What decides the order of the sides. */
export interface SideRule {
  readonly sides: 'shuffled' | 'file';
  readonly blind: boolean;
  /** The comparison comes again: its sides are exchanged. */
  readonly again: boolean;
}

/**
 * The record's side that is shown at the left. Blind, the comparison's key turns the engine's order round or not, so that
 * neither the file's order nor an earlier look gives anything away, and the same comparison always looks the same.
 */
export function leftSide(detail: RowDetail, rule: SideRule): Side {
  if (rule.again) return leftSide(detail, { ...rule, again: false }) === 'a' ? 'b' : 'a';
  if (rule.blind && detail.row.kind === 'comparison') {
    return isOdd(detail.row.comparison.key) ? sideAt('right', detail.left) : detail.left;
  }
  return rule.sides === 'file' ? 'a' : detail.left;
}

/** The place of a record's side. */
export function placeOf(side: Side, left: Side): Place {
  return side === left ? 'left' : 'right';
}

/** The record's side at a place. */
export function sideAt(place: Place, left: Side): Side {
  return (place === 'left') === (left === 'a') ? 'a' : 'b';
}

/** Parity of the set bits of a text's code units: as good as a coin for hashes. */
function isOdd(text: string): boolean {
  let bits = 0;
  for (let i = 0; i < text.length; i++) bits ^= text.charCodeAt(i);
  bits ^= bits >> 4;
  bits ^= bits >> 2;
  return ((bits ^ (bits >> 1)) & 1) === 1;
}
