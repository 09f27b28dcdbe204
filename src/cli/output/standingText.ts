import type { Standing } from '../../principles/evaluate/standing.ts';
import type { Share } from '../../principles/principlesResult.ts';
import type { Look } from './auditText.ts';
import { percent } from './numbers.ts';
import { safeLine } from './safeText.ts';
import { textTable } from './textTable.ts';
import { wrap } from './wrap.ts';

const share = ({ value, low, high }: Share): string =>
  `${percent(value)} (95 %: ${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;

/** A constitution that the user named, evaluated as it stands, for a terminal. */
export function standingText({ title, decides, n, ways, rules }: Standing, { width, style }: Look): string {
  const words = (['plain', 'ranked', 'weighted'] as const).map(
    way => `${way}${way === decides ? ' (as it says)' : ''} ${share(ways[way])}`,
  );
  const figures = `As it is written, nothing fitted, its ${rules.length} ${rules.length === 1 ? 'rule reconstructs' : 'rules reconstruct'} of ${n} labels: ${words.join(', ')}. If they were chosen on these labels, this is in sample.`;
  const table = textTable(
    [
      { heading: '' },
      { heading: 'rule' },
      { heading: 'votes by' },
      { heading: 'accuracy', right: true },
      { heading: 'relevant', right: true },
    ],
    rules.map(({ text, voted, accuracy, relevance }, at) => [
      `${at + 1}.`,
      safeLine(text, 70),
      voted ?? 'nobody',
      percent(accuracy),
      percent(relevance),
    ]),
  );
  return `${style.bold(`"${safeLine(title, 60)}" as it stands`)}\n  ${wrap(figures, width - 2, '  ')}\n\n${style.dim(table.replace(/^/gm, '  '))}`;
}
