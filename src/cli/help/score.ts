/** Help text of `pairlens score`. */
export const scoreHelp = `pairlens score: score comparisons by an ensemble that pairlens fit wrote; a filter

Usage:
  pairlens score FOLDER [options] < comparisons.jsonl > scores.jsonl

Options:
  -f, --format F          read the lines as this format (default: the sample's)
  -m, --map M             which field is what: prompt=question,a=r1,b=r2,label=winner (default: the sample's)
  -q, --quiet             no notes on stderr

JSON Lines in, one line out for each line in, in the same order: line, key, label, a, b, annotator, votes_a, votes_b, votes_neither,
score_a, score_b, ranked_by_reference, chars_a, chars_b, positioned, p, p_wrong, p_wrong_low, p_wrong_high, preference_strength, spread, margin, margins, findings, about, principles_for,
principles_against, sampled (docs/cli.md says what they mean). A line that can't be
read comes out with its error. A comparison that was in the sample is judged by the heads that did not see it, so its
scores are those of an audit of the sample; any other by all heads. Memory does not grow with the number of lines, and
reading waits for whoever takes the scores.

Exit codes: 0 all lines were answered, 2 the command line is wrong, 3 the folder or the lines can't be read,
130 interrupted: the lines written so far are whole.

Examples:
  pairlens score ensemble < all.jsonl > scores.jsonl
  zcat all.jsonl.gz | pairlens score ensemble | grep mislabeled
`;
