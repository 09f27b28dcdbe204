/** Help text of the program itself: its commands. */
export const programHelp = `pairlens: compare, audit and explain preference data (prompt, chosen, rejected)

Usage:
  pairlens audit FILE         find wrong, ambiguous, duplicated and malformed comparisons
  pairlens show FILE          print comparisons, with the reasons to look at them
  pairlens export FILE        write the comparisons that remain
  pairlens convert FILE       write the comparisons in another format
  pairlens mine FILE          propose comparisons from conversation logs
  pairlens annotators FILE    agreement of annotators, and who stands out
  pairlens strengths FILE     how strong models or other ids are, by who beats whom
  pairlens objectives FILE    several scores or labels: conflicts, and a direction to judge by
  pairlens ask FILE           which comparisons to ask people about next, and whom
  pairlens factors FILE       which factors (length, form, wording ...) labels go with, by annotator or source
  pairlens learnability FILE  which labels a causal language model will hardly learn
  pairlens followups FILE     judge responses by the likelihood of pleased and displeased follow-ups
  pairlens values FILE        which values labels favour where two conflict
  pairlens principles FILE    the principles behind the labels, with a language model or without
  pairlens compare A B        the principles of two datasets or versions, side by side
  pairlens fit SAMPLE         fit the ensemble on a sample and keep it
  pairlens score FOLDER       score comparisons from stdin by a kept ensemble
  pairlens report FOLDER      write the report of an audit's folder anew
  pairlens models             get, check and remove models for the reward ensemble
  pairlens doctor             what this machine offers

  pairlens COMMAND --help, pairlens --version

Reads JSON Lines, JSON arrays, CSV and TSV, also compressed with gzip or Zstandard, Parquet, AnnotatedPairs documents, and
folders of such files. Nothing leaves this machine unless you name a server.

Examples:
  pairlens audit preferences.jsonl
  pairlens audit preferences.jsonl --out audit --fail-on "malformed>0" --fail-on "duplicate>1%"
  pairlens export preferences.jsonl -o clean.jsonl --drop mislabeled,duplicate
`;
