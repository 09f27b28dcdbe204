import { remaining } from '../../audit/remaining.ts';
import { factorTable } from '../../reward/degree/factorTable.ts';
import { readFile } from '../cliFile.ts';
import { UsageError } from '../exitCode.ts';
import { factorsCsv, factorsText } from '../output/factorsText.ts';
import { commonOptions, onlyFile, parseCommand } from '../parseCommand.ts';
import type { Terminal } from '../terminal.ts';

/** What the parser of `pairlens factors` knows. */
export const factorsOptions = {
  ...commonOptions,
  by: { type: 'string' },
  'equal-content': { type: 'boolean' },
  csv: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** `pairlens factors FILE`. */
export async function factorsCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('factors', args, factorsOptions);
  const path = onlyFile('factors', positionals);
  if (values.csv === true && values.json === true) throw new UsageError('Name one of --csv and --json.');
  const file = await readFile(path, values, terminal);
  try {
    const table = await factorTable(remaining(file.rows, file.decisions), {
      ...(values.by !== undefined && { by: values.by }),
      equalContent: values['equal-content'] === true,
      signal: terminal.signal,
    });
    if (values.by !== undefined && table.groups.length === 1 && table.small === 0) {
      throw new UsageError(
        `--by ${JSON.stringify(values.by)}: no label has a value of it. There are annotator, source, and the records' own fields (docs/columns.md).`,
      );
    }
    terminal.out(
      values.json === true
        ? JSON.stringify(table)
        : values.csv === true
          ? factorsCsv(table)
          : factorsText(table, terminal.style),
    );
    return 0;
  } finally {
    await file.dataset.close();
  }
}
