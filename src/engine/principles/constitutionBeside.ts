import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { atomicWrite } from '../../dataset/atomicWrite.ts';
import { changesInWords, readBack } from '../../principles/edit/readBack.ts';
import { constitutionLines } from '../../principles/read/constitutionLines.ts';
import { type FileProblem, problemsInWords, readConstitutionFile } from '../../principles/read/readConstitutionFile.ts';
import { type ConstitutionFile, writeConstitutionFile } from '../../principles/write/constitutionFile.ts';
import { patchConstitution } from '../../principles/write/patchConstitution.ts';
import type { ConstitutionRead } from '../../protocol/principles.ts';
import { constitutionPath } from '../languageModels/constitutionPath.ts';
import type { OpenDocument } from '../openDocument.ts';
import { UserError } from '../userError.ts';
import { auditOf, editingOf } from './editing.ts';

/** Bytes of a constitution file that are read at most. */
const largest = 1 << 20;

/**
 * Takes over the constitution beside a file, or at a path, as it was edited by hand.
 *
 * @throws UserError that names each line that can't be understood, with its cure; nothing is taken over then
 */
export async function readConstitution(doc: OpenDocument, seed: number, at?: string): Promise<ConstitutionRead> {
  const path = at ?? constitutionPath(doc.params.path);
  const text = await readText(path);
  if (text === null) {
    throw new UserError(
      `There is no ${basename(path)} beside the file. “PairLens: Write the Constitution Beside the Data” makes one to edit.`,
    );
  }
  const { problems, ...file } = readConstitutionFile(text);
  const all = [...problems, ...(await conditionProblems(doc, text))].sort((x, y) => x.line - y.line);
  if (all.length > 0) throw new UserError(problemsInWords(basename(path), all));
  const editing = editingOf(doc);
  const { constitution, changes } = readBack(file, await editing.current(), auditOf(doc).principles.principles);
  const words = changesInWords(changes);
  const edited = words === '' ? await editing.read(seed) : await editing.take(constitution, seed);
  return { edited, path, changes: words };
}

/** Writes the constitution beside a file; prose that it holds there stays byte for byte. Answers its path. */
export async function writeConstitution(doc: OpenDocument, seed: number): Promise<string> {
  const path = constitutionPath(doc.params.path);
  await putConstitution(path, await constitutionFile(doc, seed));
  return path;
}

/** Writes a constitution to a path. A constitution that is there keeps its prose; any other file is replaced. */
export async function putConstitution(path: string, constitution: ConstitutionFile): Promise<void> {
  const before = await readText(path);
  let text = writeConstitutionFile(constitution);
  if (before !== null && constitutionLines(before).some(({ kind }) => kind === 'rule' || kind === 'trouble')) {
    const { problems } = readConstitutionFile(before);
    if (problems.length > 0) {
      throw new UserError(
        `The constitution is not written over lines that can't be understood:\n${problemsInWords(basename(path), problems)}`,
      );
    }
    text = patchConstitution(before, constitution);
  }
  await atomicWrite(path, handle => handle.writeFile(text));
}

/**
 * The constitution of a document as a file: as it is edited, or as the audit selected it.
 *
 * @throws UserError where it has no rule
 */
export async function constitutionFile(doc: OpenDocument, seed: number): Promise<ConstitutionFile> {
  const { file, principles } = auditOf(doc);
  const { decides, fitted, rules } = await editingOf(doc).current();
  const { constitution, figures } = await editingOf(doc).read(seed);
  if (rules.length === 0) {
    throw new UserError(`There is no constitution: ${principles.why || 'no principle explains the labels.'}`);
  }
  const weightOf = (at: number): number => {
    if (decides !== 'weighted') return 1;
    // A weight of 0 is none that a file may hold; so small a one decides nothing.
    return constitution !== null && fitted ? Math.max(0.0001, figures?.rules[at]?.weight ?? 1) : rules[at]!.weight;
  };
  return {
    title: `Constitution of ${file}`,
    decides,
    rules: rules.map(({ id: _, ...rule }, at) => ({ ...rule, weight: weightOf(at) })),
  };
}

/** Conditions of a file that can't vote, by line. */
async function conditionProblems(doc: OpenDocument, text: string): Promise<FileProblem[]> {
  const problems: FileProblem[] = [];
  for (const [at, line] of constitutionLines(text).entries()) {
    if (line.kind !== 'rule' || line.rule.condition === undefined) continue;
    await doc.table.checkVotes(line.rule.condition).catch((error: unknown) => {
      problems.push({ line: at + 1, problem: error instanceof Error ? error.message : String(error) });
    });
  }
  return problems;
}

/** The text of a file, or null where there is none. @throws UserError for one that is no UTF-8 text, or too large */
async function readText(path: string): Promise<string | null> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new UserError(`${basename(path)} can’t be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (bytes.length > largest) throw new UserError(`${basename(path)} is larger than 1 MiB: that is no constitution.`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UserError(`${basename(path)} is no UTF-8 text. Save it as UTF-8 first.`);
  }
}
