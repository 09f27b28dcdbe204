/** Help text of `pairlens report`. */
export const reportHelp = `pairlens report: write the report of an audit's folder anew, or of one that a cluster made

Usage:
  pairlens report FOLDER [options]

Options:
      --name FILE         name of the audited file, where figures.json does not say (default: the folder's)
  -q, --quiet             no notes on stderr

Writes report.html and constitution.md into FOLDER from its figures.json, principles.json and comparisons.jsonl; the audited file
is not needed. Where figures.json lacks the expected wrong labels (scale/ray leaves them to this), they are added.

Exit codes: 0 done, 2 the command line is wrong, 3 the folder can't be read or written, 130 interrupted.

Example:
  pairlens audit preferences.jsonl --out audit
  pairlens report audit
`;
