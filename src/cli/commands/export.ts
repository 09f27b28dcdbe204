import { exportForTraining } from '../../export/exportForTraining.ts';
import { readFile } from '../cliFile.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { checkFilter, filterRows, needsAudit } from '../filterRows.ts';
import { parseKinds } from '../kinds.ts';
import { chosenModels, memberOptions } from '../memberOptions.ts';
import { outOption } from '../outOption.ts';
import { tellExport } from '../output/exportText.ts';
import { commonOptions, onlyFile, parseCommand, wholeNumber } from '../parseCommand.ts';
import { sameAudit } from '../runAudit.ts';
import { refuseOtherName, targetOf } from '../targetOption.ts';
import type { Terminal } from '../terminal.ts';
import { marginOf, splitOf, trainingOptions } from '../trainingOptions.ts';
import { programVersion } from '../version.ts';

/** What the parser of `pairlens export` knows. */
export const exportOptions = {
  ...commonOptions,
  ...memberOptions,
  ...trainingOptions,
  out: { type: 'string', short: 'o' },
  drop: { type: 'string', multiple: true },
  keep: { type: 'string', multiple: true },
  filter: { type: 'string' },
  to: { type: 'string' },
  seed: { type: 'string', default: '0' },
} as const;

/** `pairlens export FILE -o OUT`. */
export async function exportCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('export', args, exportOptions);
  const path = onlyFile('export', positionals);
  const condition = values.filter;
  const target = values.to === undefined ? null : targetOf(values.to);
  const out = await outOption(values.out, path, 'pairlens export FILE -o OUT');
  if (target !== null) refuseOtherName(target, out);
  if (/\.gz$/i.test(out)) throw new UsageError('Compressed files are not written: choose a name without .gz.');
  const drop = (values.drop ?? []).flatMap(text => parseKinds('drop', text));
  const keep = (values.keep ?? []).flatMap(text => parseKinds('keep', text));
  const seed = wholeNumber('seed', values.seed, 0);
  const split = splitOf(values.split, seed);
  const margin = marginOf(values.margin);
  const card = values.card === true || values.licence !== undefined;
  const softLabel = values['soft-label'] === true;
  if (condition !== undefined) await checkFilter(condition);
  const models = await chosenModels(values);
  const file = await readFile(path, values, terminal);
  try {
    const audited =
      drop.length > 0 ||
      keep.length > 0 ||
      card ||
      softLabel ||
      margin === 'preference-strength' ||
      (condition !== undefined && needsAudit(condition));
    const audit = audited ? await sameAudit(file, seed, models, terminal) : null;
    if (target === null) refuseOtherLayout(file.dataset.container.kind, out);
    const passing = condition === undefined ? null : await filterRows(file, audit, condition);
    const result = await exportForTraining(
      { ...file, audit },
      {
        target,
        filter: { drop, keep, passing },
        ...(margin !== undefined && { margin }),
        softLabel,
        split,
        card: card
          ? {
              licence: values.licence ?? null,
              condition: condition ?? null,
              version: programVersion(),
              at: new Date().toISOString(),
            }
          : null,
      },
      out,
      {
        signal: terminal.signal,
        onProgress: share => terminal.progress.show({ stage: 'Writing', share }),
      },
    );
    tellExport(result, target?.id ?? null, terminal);
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
