import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readFile } from '../cliFile.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { commonOptions, onlyFile, parseCommand } from '../parseCommand.ts';
import type { Terminal } from '../terminal.ts';
import { refuseOtherName, targetOf, writeAs } from '../writeAs.ts';

const options = { ...commonOptions, out: { type: 'string', short: 'o' }, to: { type: 'string' } } as const;

/** `pairlens convert FILE -o OUT --to FORMAT`. */
export async function convertCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('convert', args, options);
  const path = onlyFile('convert', positionals);
  const { out, to } = values;
  if (to === undefined) throw new UsageError('Name the format to write: pairlens convert FILE -o OUT --to FORMAT.');
  if (out === undefined) throw new UsageError('Name the file to write: pairlens convert FILE -o OUT --to FORMAT.');
  const target = targetOf(to);
  if (resolve(out) === resolve(path)) throw new UsageError('OUT is FILE itself. Name another file to write.');
  refuseOtherName(target, out);
  if ((await stat(out).catch(() => null))?.isDirectory())
    throw new UsageError(`-o ${out} is a folder. Name a file to write.`);
  const file = await readFile(path, values, terminal);
  try {
    await writeAs(file, target, out, () => true, terminal);
    return exitCode.ok;
  } finally {
    await file.dataset.close();
  }
}
