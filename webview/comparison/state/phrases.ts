import type { Label, Side } from '../../../src/dataset/comparison.ts';
import type { Share } from '../../../src/dataset/share.ts';
import { isAdded } from '../../../src/edits/addition.ts';
import type { Verdict } from '../../../src/edits/decision.ts';
import type { Reason } from '../../../src/reward/reason.ts';
import { letterOf, placeOf } from './sides.ts';

const numbers = new Intl.NumberFormat('en-US');

/** A whole number with thousands separated: 24,816. */
export function count(n: number): string {
  return numbers.format(n);
}

/** A verdict in words, with the letters that are on screen: "B is better". */
export function verdictText(verdict: Verdict, left: Side): string {
  switch (verdict) {
    case 'a':
    case 'b':
      return `${letterOf[placeOf(verdict, left)]} is better`;
    case 'tie':
      return 'Tie';
    case 'both_bad':
      return 'Both bad';
    case 'drop':
      return 'Dropped';
    case 'later':
      return 'Left for later';
  }
}

/** A label in a word or two: "A", "tie". */
export function labelText(label: Label, left: Side): string {
  if (label === 'a' || label === 'b') return letterOf[placeOf(label, left)];
  return label === 'tie' ? 'tie' : 'both bad';
}

/** A key as it stands on a keyboard. */
export function keyText(key: string): string {
  const names: Readonly<Record<string, string>> = { Enter: '⏎', ArrowUp: '↑', ArrowDown: '↓', ' ': 'Space' };
  return names[key] ?? key;
}

/** A share in per cent: 13 %. */
export function percent(value: number): string {
  return `${Math.round(100 * value)} %`;
}

/** A reviewer's part of the file: "part 2 of 3, 10 % shared". */
export function shareText({ part, parts, overlap }: Share): string {
  return `part ${part} of ${parts}${overlap > 0 ? `, ${percent(overlap)} shared` : ''}`;
}

/** A share as figures show it: .83. */
export function share(value: number): string {
  return value.toFixed(2).replace(/^(-?)0\./, '$1.');
}

/** A reason of the audit, with the record's responses named by the letters of where they are shown. */
export function reasonInPlaces(reason: Reason, left: Side): string {
  return reason.map(part => (typeof part === 'string' ? part : letterOf[placeOf(part.response, left)])).join('');
}

/** Where a comparison is in the file; that of an added one is the line behind which it stands, until it is saved. */
export function lineText({ row, line }: { readonly row: number; readonly line: number }): string {
  return `${isAdded(row) ? 'added, ' : ''}line ${count(line)}`;
}
