import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Audit } from '../../audit/audit.ts';
import { exportRows } from '../../dataset/exportRows.ts';
import type { FindingKind } from '../../reward/finding.ts';
import { readFile } from '../cliFile.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { checkFilter, filterRows, needsAudit } from '../filterRows.ts';
import { parseKinds } from '../kinds.ts';
import { chosenModels, memberOptions } from '../memberOptions.ts';
import { commonOptions, onlyFile, parseCommand, wholeNumber } from '../parseCommand.ts';
import { sameAudit } from '../runAudit.ts';
import type { Terminal } from '../terminal.ts';
import { refuseOtherName, targetOf, writeAs } from '../writeAs.ts';

const options = {
  ...commonOptions,
  ...memberOptions,
  out: { type: 'string', short: 'o' },
  drop: { type: 'string', multiple: true },
  keep: { type: 'string', multiple: true },
  filter: { type: 'string' },
  to: { type: 'string' },
  seed: { type: 'string' },
} as const;

/** `pairlens export FILE -o OUT`. */
export async function exportCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('export', args, options);
  const path = onlyFile('export', positionals);
  const { out, filter } = values;
  const target = values.to === undefined ? null : targetOf(values.to);
  if (out === undefined) throw new UsageError('Name the file to write: pairlens export FILE -o OUT.');
  if (target !== null) refuseOtherName(target, out);
  if (resolve(out) === resolve(path)) throw new UsageError('OUT is FILE itself. Name another file to write.');
  if (/\.gz$/i.test(out)) throw new UsageError('Compressed files are not written: choose a name without .gz.');
  if ((await stat(out).catch(() => null))?.isDirectory())
    throw new UsageError(`-o ${out} is a folder. Name a file to write.`);
  const drop = (values.drop ?? []).flatMap(text => parseKinds('drop', text));
  const keep = (values.keep ?? []).flatMap(text => parseKinds('keep', text));
  const seed = wholeNumber('seed', values.seed ?? '0', 0);
  if (filter !== undefined) await checkFilter(filter);
  const models = await chosenModels(values);
  const file = await readFile(path, values, terminal);
  try {
    const wanted = drop.length > 0 || keep.length > 0 || (filter !== undefined && needsAudit(filter));
    const audit = wanted ? await sameAudit(file, seed, models, terminal) : null;
    if (target === null) refuseOtherLayout(file.dataset.container.kind, out);
    const passing = filter === undefined ? null : await filterRows(file, audit, filter);
    const keeps = (row: number): boolean =>
      (passing === null || passing.has(row)) && !has(audit, row, drop) && (keep.length === 0 || has(audit, row, keep));
    if (target !== null) {
      await writeAs(file, target, out, keeps, terminal);
      return exitCode.ok;
    }
    const result = await exportRows(file.dataset, out, {
      decisions: file.decisions,
      signal: terminal.signal,
      keep: ({ row }) => keeps(row),
      onProgress: rows => terminal.progress.show({ stage: 'Writing', share: rows / file.rows.length }),
    });
    terminal.progress.clear();
    terminal.out(`${out}: ${result.written} records written, ${result.leftOut} left out.`);
    const broken = file.rows.filter(row => row.kind === 'malformed').length;
    if (broken > 0 && !drop.includes('malformed') && passing === null && keep.length === 0) {
      terminal.note(
        `${broken} malformed ${broken === 1 ? 'line is' : 'lines are'} kept as in FILE; --drop malformed leaves them out.`,
      );
    }
    if (result.notExpressed > 0) {
      terminal.note(
        `${result.notExpressed} decisions can't be expressed in this format in full (ties, "both bad"); their records are as in FILE.`,
      );
    }
    return exitCode.ok;
  } finally {
    await file.dataset.close();
  }
}

/** Records are written as they stand, so a name that promises another layout would mislead whoever reads it. */
function refuseOtherLayout(kind: 'lines' | 'array' | 'separated', out: string): void {
  const separated = /\.[ct]sv$/i.test(out);
  if (kind === 'separated' && /\.(jsonl|ndjson|json)$/i.test(out)) {
    throw new UsageError(
      'FILE holds separated values, and export keeps the layout: name OUT .csv or .tsv, as FILE is.',
    );
  }
  if (kind !== 'separated' && (separated || /\.json$/i.test(out))) {
    throw new UsageError('Records are exported as JSON Lines: name OUT .jsonl.');
  }
}

function has(audit: Audit | null, row: number, kinds: readonly FindingKind[]): boolean {
  return audit?.rows[row]?.findings.some(finding => kinds.includes(finding.kind)) ?? false;
}
