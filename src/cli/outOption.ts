import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from './exitCode.ts';

/** The file that `-o` names for a command. @throws UsageError if it names none, FILE itself, or a folder */
export async function outOption(out: string | undefined, file: string, usage: string): Promise<string> {
  if (out === undefined) throw new UsageError(`Name the file to write: ${usage}.`);
  if (resolve(out) === resolve(file)) throw new UsageError('OUT is FILE itself. Name another file to write.');
  if ((await stat(out).catch(() => null))?.isDirectory())
    throw new UsageError(`-o ${out} is a folder. Name a file to write.`);
  return out;
}
