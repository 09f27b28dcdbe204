import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { bank } from '../../principles/bank.ts';
import { wordingKey } from '../../principles/model/wording.ts';
import { problemsInWords, readConstitutionFile } from '../../principles/read/readConstitutionFile.ts';
import type { FileRule } from '../../principles/write/constitutionFile.ts';
import { editsPath, loadEdits } from '../principles/editStore.ts';
import { UserError } from '../userError.ts';
import { constitutionPath } from './constitutionPath.ts';

/**
 * Sentences of the constitution beside a file, and of the one that is edited, that no measured principle says: a model votes on
 * them too. Conditions vote for themselves.
 *
 * @throws UserError that names lines which can't be understood
 */
export async function ownRules(file: string, storage: string): Promise<string[]> {
  const { present } = await loadEdits(editsPath(storage, file));
  const rules = [...(await rulesBeside(file)), ...(present?.rules ?? [])];
  const met = new Set(bank.map(({ text }) => wordingKey(text)));
  return rules.flatMap(({ text, condition }) => {
    const key = wordingKey(text);
    if (condition !== undefined || met.has(key)) return [];
    met.add(key);
    return [text];
  });
}

async function rulesBeside(file: string): Promise<readonly FileRule[]> {
  const path = constitutionPath(file);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const { rules, problems } = readConstitutionFile(text);
  if (problems.length > 0) throw new UserError(problemsInWords(basename(path), problems));
  return rules;
}
