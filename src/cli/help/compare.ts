/** Help of `pairlens compare`. */
export const compareHelp = `pairlens compare: the principles of two datasets, or of two versions of one, side by side

Usage:
  pairlens compare A B [-o FILE.md] [options]

Options:
  -o, --out FILE          write a Markdown document
      --markdown          print the Markdown document instead of text
      --json              print one JSON object instead of text
      --seed N            seed of everything random (default 0)
  -f, --format F; -m, --map M; --pairs P; -q, --quiet; --ignore-review:
                          as in pairlens audit, for both files

Principle by principle: the share of labels that it agrees with in each, the difference with its interval, and whether it
holds up among so many tests. Then what the constitution of each reconstructs of the other's labels and, where the same
comparisons are in both, which labels have changed. Principles are the measured ones, and those that a language model has
voted on in an earlier run over the whole of both files. Decisions of review files count, so a file can be compared with
a copy of it from before its review. Nothing leaves this machine.

Exit codes: 0 done, 2 the command line is wrong, 3 a file can't be read or written, 130 interrupted.

Examples:
  pairlens compare preferences-v1.jsonl preferences-v2.jsonl
  pairlens compare crowd.jsonl experts.csv -o crowd-experts.md
`;
