import { plain } from '../constitutionMarkdown.ts';
import type { PrincipleChange, PrinciplesComparison } from './comparePrinciples.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
/** Rows of the table. */
const most = 20;

const row = ({ short, one, other, change }: PrincipleChange): string =>
  `| ${plain(short)} | ${percent(one.accuracy)} of ${one.for + one.against} | ${percent(other.accuracy)} of ${other.for + other.against} | ${signed(one.strength)} | ${signed(other.strength)} | ${signed(change)} |`;

const list = (texts: readonly string[]): string =>
  texts.length === 0 ? 'none\n' : `\n\n${texts.map(text => `- ${plain(text)}`).join('\n')}\n`;

/** Two datasets' or versions' principles side by side, as Markdown. */
export function comparisonMarkdown(compared: PrinciplesComparison, one: string, other: string): string {
  const { both, differ, shared, onlyOne, onlyOther, alike } = compared;
  const [a, b] = [plain(one), plain(other)];
  const table =
    differ.length === 0
      ? `No principle's accuracy differs beyond chance between the two.\n`
      : `| the response that ... | accuracy in ${a} | in ${b} | strength in ${a} | in ${b} | change |\n|---|---|---|---|---|---|\n${differ.slice(0, most).map(row).join('\n')}\n${differ.length > most ? `\n${differ.length - most} more differ.\n` : ''}`;
  return `# Principles of ${a} and of ${b}

${alike === null ? '' : `Over ${both.length} principles in both, their strengths correlate at ${alike.toFixed(2)}.\n\n`}In both constitutions: ${list(shared)}
Only in that of ${a}: ${list(onlyOne)}
Only in that of ${b}: ${list(onlyOther)}
## Where they differ

${table}
Accuracies are compared by the two-proportion test at a false discovery rate of 5 %, labels counted as independent. A principle in one constitution and not in the other may still hold in both: look at the table.
`;
}
