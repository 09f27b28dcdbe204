import { targets } from '../../dataset/targets.ts';

/** Help of `pairlens convert`. */
export const convertHelp = `pairlens convert: write the comparisons in another format, for a trainer or another tool

Usage:
  pairlens convert FILE -o OUT --to FORMAT [options]

Options:
  -o, --out OUT           file to write; it is replaced only when all is written
      --to FORMAT         one of the formats below
  -f, --format F; -m, --map M; --pairs P; -q, --quiet; --ignore-review:
                          as in pairlens audit

What a format has no place for (ties, annotators, system messages) is said, never left out in silence. Decisions of the
review file are applied. pairlens export --to FORMAT does the same for the comparisons that its filters keep.

Formats:
${targets.map(({ id, name }) => `  ${id.padEnd(16)} ${name}`).join('\n')}

Examples:
  pairlens convert preferences.csv -o preferences.jsonl --to trl
  pairlens convert rankings.jsonl.gz -o pairs.jsonl --to openai --pairs adjacent
  pairlens convert rankings.jsonl.gz -o lists.jsonl --to lipo --pairs all
`;
