/** Help of `pairlens annotators`. */
export const annotatorsHelp = `pairlens annotators: how well annotators agree, how good each is, what populations they form, and who stands out

Usage:
  pairlens annotators FILE [--group-by COLUMN] [--columns OUT] [--json] [options]

Options:
      --group-by COLUMN   split the labels by source, model (of either response), system (message), or any field of
                          the records (age, persona ...): accuracy, principles that differ or turn, and responses whose
                          label turns with it; may be given several times
      --columns OUT       write a line for each annotation to OUT (.csv or .jsonl): who voted how, how firmly the vote falls,
                          whose population it is, and of which factors the preferred response has more (docs/columns.md)
      --json              print one JSON object: all annotators and pairs of annotators
      --seed N            seed of the audit (default 0)
  -f, --format F; -m, --map M; --pairs P; -q, --quiet; --ignore-review; --models; --without; --device; --column:
                          as in pairlens audit

"right" is the share of an annotator's votes that are right by the consensus of all others and the reward ensemble
(Dawid-Skene); "pull to first" what their votes owe to the position, in logits; "expected" how often the longer response
is the better one by the consensus. Reasons to look at somebody are reasons, not proofs.

Populations are groups of annotators with like preferences, as many as votes that were held out bear out (10 annotators
with 10 votes are needed). "by one head" is how often a head fitted to all alike says what they voted, "by its own" one
fitted to them.

"What votes go by" has Tau for each factor of form and wording: 1 where the response with more of it is always preferred. The
"degree" of a vote is the chance that one more annotator would vote alike. docs/methods.md has the formulas.

Examples:
  pairlens annotators votes.jsonl
  pairlens annotators votes.jsonl --columns votes.csv
  pairlens annotators votes.jsonl --group-by country --group-by source
`;
