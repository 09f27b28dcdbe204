/** Help text of `pairlens show`. */
export const showHelp = `pairlens show: print comparisons, with the reasons to look at them

Usage:
  pairlens show FILE [--finding KIND] [--line N] [--filter SQL] [--limit N] [--explain] [options]

Options:
      --finding KIND      only comparisons with this finding, best score first
      --line N            only the comparison that starts at this line of the file (from 1)
      --filter SQL        only comparisons for which this SQL condition holds (docs/columns.md lists the columns)
      --limit N           how many to print (default 5)
      --full              whole texts instead of their beginnings
      --explain           what the members went by: margins, style features, words
      --no-audit          show the comparisons alone, at once, without findings and reasons
      --seed N            seed of the audit (default 0)
  -f, --format F; -m, --map M; --pairs P; -q, --quiet; --ignore-review; --models; --without; --device; --column:
                          as in pairlens audit

Examples:
  pairlens show preferences.jsonl --finding mislabeled
  pairlens show preferences.jsonl --line 18 --full --explain
  pairlens show preferences.jsonl --filter "chars_a > 4 * chars_b and label = 'a'" --limit 20
`;
