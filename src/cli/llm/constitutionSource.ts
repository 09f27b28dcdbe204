import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { bank } from '../../principles/bank.ts';
import { editedRule } from '../../principles/edit/editedConstitution.ts';
import { problemsInWords, readConstitutionFile } from '../../principles/read/readConstitutionFile.ts';
import { readVotes } from '../../principles/votes/readVotes.ts';
import type { VotedFile } from '../../principles/votes/votedFile.ts';
import type { ConstitutionFile } from '../../principles/write/constitutionFile.ts';
import { UsageError } from '../exitCode.ts';
import { conditionProblems } from './constitutionConditions.ts';

/** A constitution that the user named, and the votes that its file holds, if any. */
export interface ConstitutionSource {
  readonly path: string;
  readonly constitution: ConstitutionFile;
  readonly votes: VotedFile | null;
}

/**
 * Reads `--constitution`: a constitution.md, an AnnotatedPairs document (all its principles are rules) or an ICAI results folder
 * (its constitution).
 *
 * @throws UsageError where it holds no rule, can't be read, or holds lines that can't be understood, each named with its cure; DatasetError where a document is broken
 */
export async function constitutionSource(path: string): Promise<ConstitutionSource> {
  const there = await stat(path).catch(() => null);
  if (there?.isDirectory() === true || extname(path).toLowerCase() === '.json') {
    const votes = await readVotes(path);
    const rules = (votes.constitution ?? votes.principles).map(text => ({ text, checked: true, weight: 1 }));
    return { path, votes, constitution: { title: `Constitution of ${basename(path)}`, decides: 'plain', rules } };
  }
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--constitution ${path} can't be read: ${why}`);
  }
  const { problems, ...file } = readConstitutionFile(text);
  const all = [...problems, ...(await conditionProblems(text))].sort((x, y) => x.line - y.line);
  if (all.length > 0) throw new UsageError(problemsInWords(path, all));
  const rules = file.rules.map(rule => {
    const { id: _, ...known } = editedRule(rule, bank);
    return known;
  });
  const constitution = { ...file, rules };
  if (!constitution.rules.some(({ checked }) => checked))
    throw new UsageError(`--constitution ${path} holds no rule: write each on a line of its own, "1. Select ...".`);
  return { path, votes: null, constitution };
}
