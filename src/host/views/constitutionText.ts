import type { EditedPrinciples } from '../../protocol/principles.ts';
import { count, percent } from './words.ts';

/** What the view says above its principles of an edited constitution; empty where nothing is edited. */
export function constitutionText({ constitution, figures, revoted }: EditedPrinciples): string {
  if (constitution === null) return '';
  const { decides, rules } = constitution;
  const held = figures?.heldOut;
  const again = revoted === null ? '' : ` Voted again: ${revoted.rules} of ${revoted.of}.`;
  const silent = figures?.rules.filter(({ voted }) => voted === null).length ?? 0;
  const left = silent === 0 ? '' : ` Not voted: ${silent}.`;
  if (!held) {
    const why = rules.some(({ checked }) => checked) ? 'no label prefers a response' : 'no rule is checked';
    return `Edited (${decides}): ${why}.${left}`;
  }
  const { value, low, high } = held.ways[decides];
  return `Edited (${decides}): on held-out folds ${percent(value)} (${percent(low)} to ${percent(high)}) of ${count(held.n)} labels.${again}${left}`;
}

/** The same in a few words, behind the title of the view. */
export function constitutionShort({ constitution, figures }: EditedPrinciples): string {
  const held = figures?.heldOut;
  return constitution !== null && held ? `edited: reconstruct ${percent(held.ways[constitution.decides].value)}` : '';
}
