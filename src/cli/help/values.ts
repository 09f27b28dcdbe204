import { llmLines } from './llmLines.ts';

/** Help of `pairlens values`. */
export const valuesHelp = `pairlens values: which values (truthfulness, caution, freedom of choice ...) labels favour where two conflict

Usage:
  pairlens values FILE [--by annotator|source|COLUMN] [--json] [options]
  pairlens values FILE --llm URL [--model NAME] [--key-env VAR] [--budget B] [options]

Without --llm, values are voted on by cues of form and wording ("warns of risks" for caution), English only, and nothing leaves this
machine; values without cues are left out. With it, a language model says for every comparison which response serves a value; the
estimate is shown first, and you are asked. Every value is marked with who voted.

Options:
      --by WHAT           also for each annotator, source, or value of a field of the records (20 labels or more)
      --json              print one JSON object: all groups and conflicts
      --seed N            seed of the bootstrap and of the model's sample (default 0)
      --ignore-review     leave the decisions of FILE's review file out of account
${llmLines}
  -f, --format F; -m, --map M; --pairs P; -q, --quiet:
                          as in pairlens audit

"net" is (labels that serve the value - labels that neglect it) / both. Two values conflict where they speak for different responses;
"strength" is the log-odds of being the one that labels serve, over all values. It describes labels, not whose values are right.

Examples:
  pairlens values preferences.jsonl
  pairlens values preferences.jsonl --by annotator --json
  pairlens values preferences.jsonl --llm find
`;
