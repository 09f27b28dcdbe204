import { annotationLines } from '../../audit/annotationColumns.ts';
import { placeReviewer } from '../../audit/placeReviewer.ts';
import { remaining } from '../../audit/remaining.ts';
import { Pace } from '../../reward/pace.ts';
import { prepare } from '../../reward/prepared.ts';
import { readFile } from '../cliFile.ts';
import { UsageError } from '../exitCode.ts';
import { refuseUnsplit, splitBy } from '../groupBy.ts';
import { chosenModels, memberOptions } from '../memberOptions.ts';
import { outOption } from '../outOption.ts';
import { annotatorsText } from '../output/annotatorsText.ts';
import { groupSplitText } from '../output/groupSplitText.ts';
import { count } from '../output/numbers.ts';
import { commonOptions, onlyFile, parseCommand, wholeNumber } from '../parseCommand.ts';
import { sameAudit } from '../runAudit.ts';
import type { Terminal } from '../terminal.ts';
import { columnsLayout, writeColumns } from '../writeColumns.ts';

/** What the parser of `pairlens annotators` knows. */
export const annotatorsOptions = {
  ...commonOptions,
  ...memberOptions,
  'group-by': { type: 'string', multiple: true },
  columns: { type: 'string' },
  seed: { type: 'string', default: '0' },
  json: { type: 'boolean' },
} as const;

/** `pairlens annotators FILE`. */
export async function annotatorsCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('annotators', args, annotatorsOptions);
  const path = onlyFile('annotators', positionals);
  const columns = values['group-by'] ?? [];
  const out =
    values.columns === undefined
      ? null
      : await outOption(values.columns, path, 'pairlens annotators FILE --columns OUT');
  if (out !== null) columnsLayout(out);
  const models = await chosenModels(values);
  const file = await readFile(path, values, terminal);
  try {
    const comparisons = remaining(file.rows, file.decisions);
    for (const column of columns) refuseUnsplit(path, comparisons, column);
    const audit = await sameAudit(file, wholeNumber('seed', values.seed, 0), models, terminal);
    const { annotation } = audit.figures;
    if (annotation === null && columns.length === 0) {
      throw new UsageError(
        `${path} names fewer than two annotators. Several are read from lists of votes or annotations in a record, or from a column such as "annotator" (docs/formats.md).`,
      );
    }
    if (out !== null) {
      if (annotation === null) throw new UsageError(`--columns: ${path} names fewer than two annotators.`);
      const prepared = await prepare(comparisons, new Pace(terminal.signal));
      const written = await writeColumns(
        out,
        annotationLines(comparisons, audit, annotation, prepared),
        terminal.signal,
      );
      terminal.note(`Wrote ${count(written)} annotations to ${out}.`);
    }
    const groups = await splitBy(comparisons, audit, columns, terminal.signal);
    const placed = placeReviewer(audit, file.decisions);
    if (values.json === true) {
      const more = { ...(placed && { reviewer: placed }), ...(columns.length > 0 && { groups }) };
      terminal.out(JSON.stringify({ ...annotation, ...more }));
      return 0;
    }
    const parts = [
      ...(annotation === null ? [] : [annotatorsText(annotation, placed, terminal.style)]),
      ...groups.map(split => groupSplitText(split, terminal.style)),
    ];
    terminal.out(parts.join('\n\n'));
    return 0;
  } finally {
    await file.dataset.close();
  }
}
