import { readFile, stat } from 'node:fs/promises';
import { DatasetError } from '../../dataset/datasetError.ts';
import { readAnnotatedPairs } from './readAnnotatedPairs.ts';
import { readIcaiFolder } from './readIcaiFolder.ts';
import type { VotedFile } from './votedFile.ts';

/** Larger documents are not read: they must be held as a whole. */
const mostBytes = 400 << 20;

/** Principles and votes of an AnnotatedPairs document or an ICAI results folder. @throws DatasetError */
export async function readVotes(path: string): Promise<VotedFile> {
  const there = await stat(path).catch(() => null);
  if (there === null) throw new DatasetError('missing', path, 'there is no such file or folder', 'Check the path');
  if (there.isDirectory()) return readIcaiFolder(path);
  if (there.size > mostBytes) {
    const problem = `the document is ${there.size >> 20} MB long, more than the ${mostBytes >> 20} MB that are read as one`;
    throw new DatasetError('too-large', path, problem, 'Leave out comparisons that the dataset does not hold');
  }
  return readAnnotatedPairs(await readFile(path, 'utf8'), path);
}
