/** Help text of `pairlens fit`. */
export const fitHelp = `pairlens fit: fit the ensemble on a sample and keep it, to score any number of comparisons by it

Usage:
  pairlens fit SAMPLE -o FOLDER [options]

Options:
  -o, --out FOLDER        folder to write: heads, calibration, thresholds, and figures and principles of the
                          sample; it can be copied to other machines
      --seed N            seed of everything random (default 0)
      --without IDS       leave these members out: score, judges, style, forest, boosted, ngram, column-NAME
  -f, --format F; -m, --map M; -q, --quiet; --ignore-review:
                          as in pairlens audit

The members that need no weights and judge any text take part: score fields, judges in the file, columns whose names say
that they are scores, style head, random and boosted trees, n-gram head. Item strength knows only the sample's own texts, and
installed models are not kept; these stay with pairlens audit. The folder holds no text of the sample, but keys of its comparisons, hashes of its words, and names of its sources, annotators and models.

Exit codes: 0 done, 2 the command line is wrong, 3 the sample can't be read or the folder not written, 130 interrupted.

Example:
  pairlens fit sample.jsonl -o ensemble
  pairlens score ensemble < all.jsonl > scores.jsonl
`;
