/** Help of `pairlens export`. */
export const exportHelp = `pairlens export: write the comparisons that remain, each record byte for byte as it is in the file

Usage:
  pairlens export FILE -o OUT [--drop KINDS] [--keep KINDS] [--filter SQL] [--to FORMAT] [--split SHARE] [--card]
                  [options]

Options:
  -o, --out OUT           file to write; it is replaced only when all is written
      --drop KINDS        leave out comparisons with one of these findings (comma-separated)
      --keep KINDS        only comparisons with one of these findings
      --filter SQL        only comparisons for which this SQL condition holds (docs/columns.md lists the columns)
      --to FORMAT         write another format instead (pairlens convert --help lists them)
      --split SHARE       write OUT's name with .train and .test; SHARE of the comparisons ("0.1", "10%") is to test on.
                          No prompt is on both sides, near-duplicates and lists included
      --margin FROM       with --to margin: label-strength (the file's own; default) or preference-strength (the
                          ensemble's)
      --soft-label        with --to trl, trl-text, trl-implicit or margin: the column soft_label, the probability that
                          the chosen response is the better one; refused where the share of wrong labels is not known
      --card              write a data card beside OUT (NAME.card.md): hashes, what was left out and why, label noise,
                          and lines for the trainer's configuration that fit it
      --licence TEXT      say in the data card under which licence the data is
      --seed N            seed of the audit and of the split (default 0)
  -f, --format F; -m, --map M; --pairs P; -q, --quiet; --ignore-review; --models; --without; --device; --column:
                          as in pairlens audit

Comparisons that the review file drops are left out, and its verdicts and edited texts are written into the records
as far as the format can hold them. Malformed lines are kept unless --drop malformed is given.
Of duplicates, the first stays. Compressed files and JSON arrays are written as JSON Lines.

Examples:
  pairlens export preferences.jsonl -o clean.jsonl --drop mislabeled,duplicate,malformed
  pairlens export preferences.jsonl -o doubtful.jsonl --keep mislabeled,contradiction
  pairlens export preferences.jsonl -o dpo.jsonl --drop mislabeled,duplicate --to trl --split 5% --card
  pairlens export preferences.jsonl -o rm.jsonl --to margin --margin preference-strength
  pairlens export preferences.jsonl -o short.jsonl --filter "words_a + words_b < 600"
`;
