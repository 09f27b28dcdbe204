/** Help text of `pairlens audit`. */
export const auditHelp = `pairlens audit: find the comparisons that are wrong, ambiguous, duplicated, contradictory or malformed

Usage:
  pairlens audit FILE [--out DIR] [--json] [--fail-on CONDITION]... [options]

Options:
  -o, --out DIR           write findings.jsonl, comparisons.jsonl, figures.json, principles.json,
                          constitution.md and report.html to DIR (docs/columns.md says what they hold)
      --group-by COLUMN   also split the labels by source, model (of either response), system (message), or any field of
                          the records: accuracy, and principles that differ; may be given several times
      --json              print one JSON object instead of tables
      --fail-on CONDITION end with exit code 1 if the condition holds: a finding or figure, a sign and a number
                          ("duplicate>0", "suspect>5%", "accuracy<0.6"); may be given several times
      --column NAME[:USE] take a column of the file as a member of the ensemble; USE is scores (two columns, NAME_a and
                          NAME_b or NAME_chosen and NAME_rejected), margin (above 0 for response a), prefers (names
                          the better response) or off. Pairs whose names say that they are scores are taken unasked
      --sarif FILE        write the findings for code scanning and editors (SARIF 2.1.0)
      --junit FILE        write what the conditions came to for CI systems that draw tests (JUnit XML)
      --summary FILE      write a page of Markdown for a job's summary or a pull request
      --seed N            seed of everything random (default 0): the same seed gives the same audit
      --fit-sample N      fit the ensemble on about N comparisons, 500 or more, where the file has more (default 20000),
                          and judge all by it without holding the file; "all" holds it and fits on everything
      --ignore-review     leave the decisions of FILE's review file out of account
      --models IDS        judge with these installed models only (comma-separated), or "none" (default: all of them)
      --without IDS       leave these members of the ensemble out, built-in ones too ("relevance,ngram")
      --device D          what runs models: auto, cuda, webgpu, dml, coreml or cpu (default: PAIRLENS_DEVICE, or auto)
  -f, --format F          read the file as this format instead of finding out (see: pairlens doctor)
  -m, --map M             which field is what: prompt=question,a=r1,b=r2,label=winner
      --pairs P           which comparisons are made of rankings and ratings: best-worst (default), adjacent, all,
                          or threshold:N (pairs whose levels lie at least N apart)
  -q, --quiet             no progress and no notes on stderr

Exit codes: 0 done, 1 a --fail-on condition holds, 2 the command line is wrong or asks for what can't be known,
3 the file can't be read or the result can't be written, 130 interrupted.

Examples:
  pairlens audit preferences.jsonl
  pairlens audit preferences.jsonl.gz --out audit
  pairlens audit votes.csv --map prompt=question,a=r1,b=r2,label=winner --json > audit.json
  pairlens audit preferences.jsonl --quiet --fail-on "malformed>0" --fail-on "contradiction>0"
  pairlens audit preferences.jsonl --quiet --sarif pairlens.sarif --summary summary.md --fail-on "malformed>0"
`;
