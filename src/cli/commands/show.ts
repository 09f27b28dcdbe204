import type { Audit } from '../../audit/audit.ts';
import { decide } from '../../audit/decide.ts';
import { explainRow, judgedRow } from '../../audit/explainRow.ts';
import { remaining } from '../../audit/remaining.ts';
import { heldRows } from '../../audit/streamed/rowSource.ts';
import { sampleOf } from '../../audit/streamed/sampleOf.ts';
import { openVoted } from '../../audit/votedStore.ts';
import type { Comparison } from '../../dataset/comparison.ts';
import { labelsOf } from '../../reward/ensemble.ts';
import { Explainer } from '../../reward/explain/explainer.ts';
import type { Explanation } from '../../reward/explanation.ts';
import type { FindingKind } from '../../reward/finding.ts';
import { type CliFile, readFile, readingShare } from '../cliFile.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { checkFilter, filterRows } from '../filterRows.ts';
import { parseKinds } from '../kinds.ts';
import { chosenModels, memberOptions } from '../memberOptions.ts';
import { explanationText } from '../output/explanationText.ts';
import { rowText } from '../output/rowText.ts';
import { commonOptions, onlyFile, parseCommand, wholeNumber } from '../parseCommand.ts';
import { sameAudit, votesOf } from '../runAudit.ts';
import type { Terminal } from '../terminal.ts';

/** What the parser of `pairlens show` knows. */
export const showOptions = {
  ...commonOptions,
  ...memberOptions,
  finding: { type: 'string' },
  line: { type: 'string' },
  filter: { type: 'string' },
  limit: { type: 'string', default: '5' },
  full: { type: 'boolean' },
  seed: { type: 'string', default: '0' },
  'no-audit': { type: 'boolean' },
  explain: { type: 'boolean' },
} as const;

/** `pairlens show FILE`. */
export async function showCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('show', args, showOptions);
  const path = onlyFile('show', positionals);
  const limit = wholeNumber('limit', values.limit, 1);
  const line = values.line === undefined ? null : wholeNumber('line', values.line, 1);
  const kinds = values.finding === undefined ? [] : parseKinds('finding', values.finding);
  if (values['no-audit'] === true && kinds.length > 0)
    throw new UsageError('--finding needs the audit: leave out --no-audit.');
  if (values['no-audit'] === true && values.explain === true)
    throw new UsageError('--explain needs the audit: leave out --no-audit.');
  if (values.filter !== undefined) await checkFilter(values.filter);
  const models = await chosenModels(values);
  const file = await readFile(path, values, terminal);
  try {
    let rows = line === null ? file.rows.map(row => row.row) : [rowAtLine(file, line)];
    const audit =
      values['no-audit'] === true ? null : await sameAudit(file, wholeNumber('seed', values.seed, 0), models, terminal);
    if (values.filter !== undefined) {
      const passing = await filterRows(file, audit, values.filter);
      rows = rows.filter(row => passing.has(row));
    }
    if (audit !== null && kinds.length > 0) rows = byScore(rows, audit, kinds);
    const shown = rows.slice(0, limit);
    const how = { full: values.full === true, width: terminal.width, style: terminal.style };
    const explain = audit !== null && values.explain === true ? await explainer(file, audit, terminal) : null;
    for (const row of shown) {
      terminal.out(rowText(file.rows[row]!, file.decisions.get(row), audit?.rows.at(row) ?? null, how));
      if (explain !== null) terminal.out(explanationText(file.rows[row]!, await explain(row), how));
    }
    terminal.note(`${shown.length} of ${rows.length} shown${rows.length > limit ? ' (see --limit)' : ''}.`);
    return exitCode.ok;
  } finally {
    await file.dataset.close();
  }
}

/** A function that explains rows by the audit's heads, which are fitted again as they are needed. */
async function explainer(
  file: CliFile,
  audit: Audit,
  terminal: Terminal,
): Promise<(row: number) => Promise<Explanation | null>> {
  terminal.progress.show({ stage: 'Fitting the heads again', share: readingShare });
  const { sample: most, seed } = audit.explain;
  const votes = await openVoted(votesOf(file));
  const comparisons =
    most === undefined
      ? remaining(file.rows, file.decisions)
      : await sampleOf(heldRows(file.rows), file.decisions, { most, seed, votes });
  const other = async (row: number): Promise<Comparison | null> => {
    const read = file.rows[row];
    return read?.kind === 'comparison' ? decide(read.comparison, file.decisions.get(row)) : null;
  };
  const places = new Map(comparisons.map((comparison, place) => [comparison.row, place]));
  const made = await Explainer.create(comparisons, labelsOf(comparisons), audit.explain, {
    signal: terminal.signal,
  });
  return async row => {
    const judged = judgedRow(audit, row);
    const explanation = judged === null ? null : await explainRow(made, { places, other }, judged);
    terminal.progress.clear();
    return explanation;
  };
}

/** The row whose record holds a line of the file. */
function rowAtLine({ rows }: CliFile, line: number): number {
  const found = rows.findLast(row => row.line <= line);
  // How far the last record goes is not known here: only its first line is sure to be in it.
  if (found === undefined || (found === rows.at(-1) && found.line !== line)) {
    throw new UsageError(
      `--line ${line}: there is no record at this line; the last one starts at ${rows.at(-1)?.line ?? 0}.`,
    );
  }
  return found.row;
}

/** Rows with one of the findings, best score first. */
function byScore(rows: readonly number[], audit: Audit, kinds: readonly FindingKind[]): number[] {
  const score = (row: number): number =>
    Math.max(-1, ...(audit.rows.at(row)?.findings ?? []).filter(f => kinds.includes(f.kind)).map(f => f.score));
  return rows
    .map(row => ({ row, score: score(row) }))
    .filter(entry => entry.score >= 0)
    .sort((x, y) => y.score - x.score || x.row - y.row)
    .map(entry => entry.row);
}
