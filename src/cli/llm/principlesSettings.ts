import { readFile } from 'node:fs/promises';
import { type ModelSettings, usualSettings } from '../../principles/model/settings.ts';
import { readConstitutionFile } from '../../principles/read/readConstitutionFile.ts';
import { UsageError } from '../exitCode.ts';
import { wholeNumber } from '../parseCommand.ts';
import type { Terminal } from '../terminal.ts';

const modes = ['letters', 'listed', 'pointwise'] as const;

/** How much a run does, as the command line says. @throws UsageError */
export function settingsOf(values: {
  readonly mode?: string;
  readonly candidates?: string;
  readonly screen?: string;
  readonly 'no-judge'?: boolean;
}): ModelSettings {
  const mode = values.mode === undefined ? null : (modes.find(name => name === values.mode) ?? undefined);
  if (mode === undefined) throw new UsageError(`--mode ${JSON.stringify(values.mode)}: there are ${modes.join(', ')}.`);
  return {
    ...usualSettings,
    mode,
    judge: values['no-judge'] !== true,
    ...(values.candidates === undefined ? {} : { candidates: wholeNumber('candidates', values.candidates, 1) }),
    ...(values.screen === undefined ? {} : { screen: wholeNumber('screen', values.screen, 10) }),
  };
}

/** Rules of the user's own: from `--rule`, and the checked ones of a constitution edited by hand. */
export async function ownRules(
  rules: readonly string[],
  path: string | undefined,
  terminal: Terminal,
): Promise<readonly string[]> {
  if (path === undefined) return rules;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(
      `--constitution ${path} can't be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const { rules: written, problems } = readConstitutionFile(text);
  for (const { line, problem } of problems) terminal.note(`${path}:${line}: ${problem}`);
  const all = [...rules, ...written.filter(({ checked }) => checked).map(rule => rule.text)];
  if (all.length === 0)
    throw new UsageError(`--constitution ${path} holds no rule: write each on a line of its own, "1. Select ...".`);
  return [...new Set(all)];
}
