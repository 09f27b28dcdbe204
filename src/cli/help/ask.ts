/** Help text of `pairlens ask`. */
export const askHelp = `pairlens ask: which comparisons to ask people about next, and whom

Usage:
  pairlens ask FILE [--budget N] [--annotators N] [--overlap S] [--random S] [-o PLAN] [options]

Options:
      --budget N          annotations in all (default 100)
      --annotators N      how many people share them (default 1)
      --overlap S         share of the comparisons that everybody judges, so that agreement can be told: 0.1 or 10%
                          (default 10% for two and more)
      --random S          share that is drawn at random from all without a verdict; only they tell the flip rate
                          (default 10%)
  -o, --out PLAN          write the plan as JSON Lines: line, key, annotators, why, ask_value, minutes
      --json              print one JSON object instead of tables
      --seed N            seed of the audit and of all draws (default 0)
  -f, --format F; -m, --map M; --pairs P; -q, --quiet; --ignore-review; --models; --without; --device; --column:
                          as in pairlens audit

The value of a comparison is what its label would tell about which member of the ensemble is right, higher where people's
judgement matters most, for each minute of reading, and less where others have voted. The order of the plan is shuffled, so
that a place in it tells nothing. Comparisons with a verdict are not asked about again.

Examples:
  pairlens ask preferences.jsonl --budget 200 --annotators 3 --overlap 0.1 -o plan.jsonl
`;
