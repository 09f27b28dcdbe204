/** Help text of `pairlens strengths`. */
export const strengthsHelp = `pairlens strengths: how strong what stands behind the responses is, by who beats whom

Usage:
  pairlens strengths FILE [--of response_model|response|COLUMN] [--model M] [options]

Options:
      --of WHAT           response_model (default): the models that wrote the responses; response: the texts themselves, per
                          prompt; else a column with a value for each response: "system" for system_a and system_b
      --model M           davidson (Bradley-Terry, the default), rao-kupper (the same with other ties) or thurstone
      --interval I        information (Fisher's) or bootstrap (over prompts); default: bootstrap where prompts recur and
                          there are at most 60 ids
      --both-bad-is-tie   count "both bad" as a tie instead of leaving it out
      --intransitive      also look for circles, and how much a model that allows them predicts better
      --within WHAT       with --intransitive: also inside each population of annotators (populations, makes an audit) or value
                          of a column (source, a field), as groups with orders of their own can together go in circles
      --seed N            seed of draws and folds (default 0)
      --json              print one JSON object, with all pairs
      --ignore-review     leave the decisions of FILE's review file out of account
  -f, --format F          read the file as this format instead of finding out (see: pairlens doctor)
  -m, --map M             which field is what: prompt=question,a=r1,b=r2,label=winner
      --pairs P           which comparisons are made of rankings and ratings
  -q, --quiet             no progress and no notes on stderr

Every annotation is a meeting, or the label where nobody is named. Strengths are log-odds (probits for thurstone) relative to
the mean of their component: ids that no way of meetings connects are not compared. Nothing is trained.

Examples:
  pairlens strengths arena.jsonl --intransitive
  pairlens strengths arena.jsonl --intransitive --within populations
  pairlens strengths arena.jsonl --of system --model thurstone --json
`;
