import { exportForTraining } from '../../export/exportForTraining.ts';
import { readFile } from '../cliFile.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { outOption } from '../outOption.ts';
import { tellExport } from '../output/exportText.ts';
import { commonOptions, onlyFile, parseCommand } from '../parseCommand.ts';
import { refuseOtherName, targetOf } from '../targetOption.ts';
import type { Terminal } from '../terminal.ts';

/** What the parser of `pairlens convert` knows. */
export const convertOptions = {
  ...commonOptions,
  out: { type: 'string', short: 'o' },
  to: { type: 'string' },
} as const;

/** `pairlens convert FILE -o OUT --to FORMAT`. */
export async function convertCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('convert', args, convertOptions);
  const path = onlyFile('convert', positionals);
  const { to } = values;
  if (to === undefined) throw new UsageError('Name the format to write: pairlens convert FILE -o OUT --to FORMAT.');
  const out = await outOption(values.out, path, 'pairlens convert FILE -o OUT --to FORMAT');
  const target = targetOf(to);
  refuseOtherName(target, out);
  const file = await readFile(path, values, terminal);
  try {
    const filter = { drop: [], keep: [], passing: null };
    const result = await exportForTraining({ ...file, audit: null }, { target, filter, split: null, card: null }, out, {
      signal: terminal.signal,
      onProgress: share => terminal.progress.show({ stage: 'Writing', share }),
    });
    tellExport(result, target.id, terminal);
    return exitCode.ok;
  } finally {
    await file.dataset.close();
  }
}
