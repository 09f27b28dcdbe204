import { bank } from '../../src/principles/bank.ts';

/** The bank as the Markdown table of docs/principles.md, one line per principle. */
export function principlesTable(): string[] {
  return bank.map(({ id, short, apart, english, theme, opposite }) => {
    const contrary = opposite === undefined ? '' : `\`${opposite}\``;
    return `| ${theme} | \`${id}\` | ${short} | ${apart.words} | ${english ? 'yes' : ''} | ${contrary} |`;
  });
}
