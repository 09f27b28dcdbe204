import { stat } from 'node:fs/promises';
import type { Audit } from '../../audit/audit.ts';
import { findingLines } from '../../audit/exportLines.ts';
import type { GroupSplit } from '../../audit/groupSplit.ts';
import { remaining } from '../../audit/remaining.ts';
import { leastFitSample, parseFitSample } from '../../audit/streamed/fitSample.ts';
import { auditFiles, writeAudit } from '../../audit/writeAudit.ts';
import { ciOptions, ciReports, writeCiReport } from '../ci/ciReports.ts';
import { type Evaluated, outcomeText } from '../ci/conditions.ts';
import { openForAudit, readFile } from '../cliFile.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { refuseUnsplit, splitBy } from '../groupBy.ts';
import { chosenModels, memberOptions } from '../memberOptions.ts';
import { auditText } from '../output/auditText.ts';
import { groupSplitText } from '../output/groupSplitText.ts';
import { commonOptions, onlyFile, parseCommand, wholeNumber } from '../parseCommand.ts';
import { runAudit } from '../runAudit.ts';
import type { Terminal } from '../terminal.ts';
import { evaluateThreshold, parseThreshold } from '../threshold.ts';

/** What the parser of `pairlens audit` knows. */
export const auditOptions = {
  ...commonOptions,
  ...memberOptions,
  ...ciOptions,
  out: { type: 'string', short: 'o' },
  'group-by': { type: 'string', multiple: true },
  json: { type: 'boolean' },
  seed: { type: 'string', default: '0' },
  'fit-sample': { type: 'string', default: '20000' },
  'fail-on': { type: 'string', multiple: true },
} as const;

/** `pairlens audit FILE`. */
export async function auditCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('audit', args, auditOptions);
  const path = onlyFile('audit', positionals);
  const thresholds = (values['fail-on'] ?? []).map(parseThreshold);
  const seed = wholeNumber('seed', values.seed, 0);
  if (values.out !== undefined) await checkFolder(values.out);
  const reports = await ciReports(values, path);
  const started = performance.now();
  const fitSample = fitSampleOf(values['fit-sample']);
  const models = { ...(await chosenModels(values)), fitSample };
  const columns = values['group-by'] ?? [];
  // To be split, the rows of a file are held, however many.
  const held = columns.length === 0 ? null : await readFile(path, values, terminal);
  const file = held ?? (await openForAudit(path, values, fitSample, terminal));
  try {
    const comparisons = held === null ? [] : remaining(held.rows, held.decisions);
    for (const column of columns) refuseUnsplit(path, comparisons, column);
    const audit = await runAudit(file, seed, models, terminal);
    const groups = await splitBy(comparisons, audit, columns, terminal.signal);
    const results = thresholds.map(threshold => ({ threshold, result: evaluateThreshold(threshold, audit.figures) }));
    if (values.out !== undefined) {
      await writeAudit(audit, values.out, terminal.signal);
      terminal.note(`Wrote ${auditFiles.join(', ')} to ${values.out}.`);
    }
    terminal.signal.throwIfAborted();
    for (const report of reports) terminal.note(await writeCiReport(report, audit, results, { path, started }));
    if (values.json === true) terminal.out(JSON.stringify(jsonOf(audit, results, groups)));
    else {
      terminal.out(
        auditText(audit, { path, format: values.format, map: values.map, written: values.out !== undefined }, terminal),
      );
      for (const split of groups) terminal.out(`\n${groupSplitText(split, terminal.style)}`);
    }
    return conclude(results);
  } finally {
    await file.dataset.close();
  }
}

/** @throws UsageError */
function fitSampleOf(text: string): number {
  const most = parseFitSample(text);
  if (most !== null) return most;
  throw new UsageError(`--fit-sample ${JSON.stringify(text)}: write a number from ${leastFitSample} up, or "all".`);
}

/** Said before the work, not after it. */
async function checkFolder(out: string): Promise<void> {
  const there = await stat(out).catch(() => null);
  if (there !== null && !there.isDirectory()) {
    throw new UsageError(`--out ${out}: there is a file of this name. Name a folder; it is made if it is not there.`);
  }
}

/** Says on stderr, `--quiet` or not, which conditions hold or can't be known. */
function conclude(results: readonly Evaluated[]): number {
  let code: number = exitCode.ok;
  for (const evaluated of results) {
    const { threshold, result } = evaluated;
    if ('unknown' in result) {
      process.stderr.write(`pairlens: --fail-on "${threshold.text}" can't be decided: ${result.unknown}\n`);
      code = exitCode.usage;
    } else if (result.met) {
      process.stderr.write(`pairlens: --fail-on "${threshold.text}" holds: ${outcomeText(evaluated)}\n`);
      if (code === exitCode.ok) code = exitCode.failed;
    }
  }
  return code;
}

function jsonOf(audit: Audit, results: readonly Evaluated[], groups: readonly GroupSplit[]): object {
  const { rows: _, ...rest } = audit;
  return {
    ...rest,
    findings: [...findingLines(audit)],
    ...(groups.length > 0 && { groups }),
    fail_on: results.map(({ threshold, result }) => ({ condition: threshold.text, ...result })),
  };
}
