/** Help text of `pairlens objectives`. */
export const objectivesHelp = `pairlens objectives: several scores or labels of a file against each other, and comparisons judged in one direction

Usage:
  pairlens objectives FILE [--objectives NAME=WEIGHT,...] [-o OUT] [options]

Options:
      --objectives W      a direction, as helpful=0.7,safe=0.3: every comparison gets a margin and a p by it
  -o, --out OUT           write row, line, key, label, margin, p and the response preferred to this .jsonl file, surest first
      --json              print one JSON object
      --ignore-review     leave the decisions of FILE's review file out of account
  -f, --format F; -m, --map M; --pairs P; -q, --quiet:
                          as in pairlens audit

Objectives are pairs of numeric fields (helpfulness_a and helpfulness_b), in units of their root mean square, and the labels
of a few names on nearly every comparison (helpful and safe of PKU-SafeRLHF). A conflict is data, not an error.

Examples:
  pairlens objectives scored.jsonl
  pairlens objectives scored.jsonl --objectives helpfulness=0.7,safety=0.3 -o turned.jsonl
`;
