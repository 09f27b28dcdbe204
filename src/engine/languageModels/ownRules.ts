import { readFile } from 'node:fs/promises';
import { bank } from '../../principles/bank.ts';
import { readConstitutionFile } from '../../principles/read/readConstitutionFile.ts';
import { constitutionPath } from './constitutionPath.ts';

/** Sentences of the constitution beside a file that no measured principle says: a model votes on them too. */
export async function ownRules(file: string): Promise<string[]> {
  let text: string;
  try {
    text = await readFile(constitutionPath(file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const measured = new Set(bank.map(principle => principle.text.toLowerCase()));
  return readConstitutionFile(text)
    .rules.map(rule => rule.text)
    .filter(rule => !measured.has(rule.toLowerCase()));
}
