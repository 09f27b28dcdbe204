import { textOf } from '../../dataset/comparison.ts';
import type { Row } from '../../dataset/row.ts';
import type { Explanation, MemberExplanation, WordWeight } from '../../reward/explanation.ts';
import type { Look } from './auditText.ts';
import { signed } from './numbers.ts';
import { safeText } from './safeText.ts';
import { type TextColumn, textTable } from './textTable.ts';
import { wrap } from './wrap.ts';

const mostFeatures = 8;
const mostWords = 12;

const right = (heading: string): TextColumn => ({ heading, right: true });

/** Why the ensemble judged a comparison as it did, for a terminal. */
export function explanationText(row: Row, explanation: Explanation | null, { style, width }: Look): string {
  if (explanation === null || row.kind === 'malformed') {
    return `${style.dim('Nothing to explain: the ensemble did not judge this comparison.')}\n`;
  }
  const { members, words } = explanation;
  const parts = [style.bold('Why: margins in logits, above 0 for response a'), marginsText(members)];
  const features = members.flatMap(member => member.features).slice(0, mostFeatures);
  if (features.length > 0) {
    const lines = features.map(({ name, a, b, weight }) => [name, figure(a), figure(b), signed(weight, 2)]);
    parts.push(
      style.bold('Style features that counted most'),
      textTable([{ heading: 'feature' }, right('a'), right('b'), right('adds')], lines),
    );
  }
  const objectives = members.flatMap(member => member.objectives);
  if (objectives.length > 0) {
    const lines = objectives.map(({ name, weight }) => [safeText(name), signed(weight, 2)]);
    parts.push(style.bold('Objectives'), textTable([{ heading: 'objective' }, right('adds')], lines));
  }
  for (const side of ['a', 'b'] as const) {
    const line = wordsText(textOf(row.comparison[side].messages), words[side]);
    if (line !== '') parts.push(style.bold(`Words of response ${side}`), wrap(`  ${line}`, width, '  '));
  }
  return `${parts.join('\n')}\n`;
}

function marginsText(members: readonly MemberExplanation[]): string {
  return textTable(
    [{ heading: 'member' }, right('margin')],
    members.map(({ name, margin }) => [safeText(name), signed(margin, 2)]),
  );
}

/** Words by size of their effect; one that occurs several times is named once, with the sum. */
function wordsText(text: string, words: readonly WordWeight[]): string {
  const sums = new Map<string, number>();
  for (const { from, to, weight } of words) {
    const word = text.slice(from, to).toLowerCase();
    sums.set(word, (sums.get(word) ?? 0) + weight);
  }
  return [...sums]
    .filter(([, weight]) => Math.abs(weight) >= 0.005)
    .sort(([, x], [, y]) => Math.abs(y) - Math.abs(x))
    .slice(0, mostWords)
    .map(([word, weight]) => `${safeText(word)} ${signed(weight, 2)}`)
    .join(', ');
}

function figure(value: number): string {
  return Number.isInteger(Math.round(value * 1e6) / 1e6) ? String(Math.round(value)) : value.toFixed(2);
}
