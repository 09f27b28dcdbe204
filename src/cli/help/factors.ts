/** Help text of `pairlens factors`. */
export const factorsHelp = `pairlens factors: which factors (length, form, wording, sentiment, readability) labels go with

Usage:
  pairlens factors FILE [--by annotator|source|COLUMN] [--equal-content] [options]

Options:
      --by WHAT           a table for each annotator, source, or value of a field of the records (20 labels or more)
      --equal-content     only pairs that say about the same (like words, the same numbers, as many negations): what is left
                          is wording
      --csv               print all groups and factors as CSV
      --json              print one JSON object
      --ignore-review     leave the decisions of FILE's review file out of account
  -f, --format F; -m, --map M; --pairs P; -q, --quiet:
                          as in pairlens audit

A figure is tau: labels for the response with more of a factor, less those for the one with less, over all labels. It says what
goes with labels, not why; factors go with one another. No audit is made.

Examples:
  pairlens factors preferences.jsonl --by annotator
  pairlens factors preferences.jsonl --by source --csv > factors.csv
`;
