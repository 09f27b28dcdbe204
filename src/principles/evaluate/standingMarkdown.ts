import { plain } from '../constitutionMarkdown.ts';
import type { Share } from '../principlesResult.ts';
import type { Standing } from './standing.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const withInterval = ({ value, low, high }: Share): string =>
  `${percent(value)} (95 % interval ${percent(low)} to ${percent(high)})`;

/** A constitution as it stands, with its figures: a section of a Markdown document. */
export function standingMarkdown({ title, decides, n, ways, rules }: Standing, name: string): string {
  const weighted = new Set(rules.map(({ weight }) => weight)).size > 1;
  const rows = rules.map(
    ({ text, weight, voted, relevance, accuracy }, at) =>
      `| ${at + 1} | ${plain(text)} | ${weight} | ${voted ?? 'nobody'} | ${percent(accuracy)} | ${percent(relevance)} |`,
  );
  const lines = (['plain', 'ranked', 'weighted'] as const).map(
    way =>
      `- ${way}${way === decides ? ' (as it says)' : ''}: ${withInterval(ways[way])}${way === 'weighted' && !weighted ? '; all its weights are equal' : ''}`,
  );
  return `## "${plain(title)}" as it stands

${plain(name)}, evaluated as it is written, nothing fitted: share of ${n} labels that its ${rules.length} rules reconstruct. If the rules were chosen on these labels, the figures are in sample.

${lines.join('\n')}

| | rule | weight | votes by | accuracy | relevant |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}
