import { mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { atomicWrite } from '../dataset/atomicWrite.ts';
import type { Comparison } from '../dataset/comparison.ts';
import { constitutionMarkdown } from '../principles/constitutionMarkdown.ts';
import type { Standing } from '../principles/evaluate/standing.ts';
import { standingMarkdown } from '../principles/evaluate/standingMarkdown.ts';
import type { ModelReport } from '../principles/model/modelReport.ts';
import type { PrinciplesResult } from '../principles/principlesResult.ts';
import { annotatedPairs } from '../principles/write/annotatedPairs.ts';
import { type ConstitutionFile, writeConstitutionFile } from '../principles/write/constitutionFile.ts';
import { judgePrompt } from '../principles/write/judgePrompt.ts';
import { principlesJson } from '../principles/write/principlesJson.ts';

/** Files that `writePrinciples` writes, and what they are for. */
export const principlesFiles = [
  'constitution.md',
  'figures.md',
  'principles.json',
  'annotated-pairs.json',
  'judge-prompt.txt',
] as const;

/** What is written. */
export interface WrittenPrinciples {
  /** Name of the dataset's file. */
  readonly name: string;
  readonly comparisons: readonly Comparison[];
  readonly result: PrinciplesResult;
  /** How a language model took part; null: none did. */
  readonly report: ModelReport | null;
  /** A constitution that the user named, as it stands; null: none. */
  readonly standing: Standing | null;
  /** Path of the constitution that the user named, which is not written over; null: none. */
  readonly evaluated: string | null;
  /** ISO 8601, UTC, seconds. */
  readonly created: string;
}

/**
 * Writes the files to a folder, which is made; each is replaced whole or not at all.
 *
 * @returns the names of those that were written
 */
export async function writePrinciples(
  folder: string,
  written: WrittenPrinciples,
  signal: AbortSignal,
): Promise<string[]> {
  const { name, comparisons, result, report, standing, evaluated, created } = written;
  const constitution = constitutionOf(result, name);
  const names: string[] = [];
  const put = async (file: (typeof principlesFiles)[number] | 'model.json', parts: Iterable<string>): Promise<void> => {
    signal.throwIfAborted();
    await atomicWrite(join(folder, file), async handle => {
      for (const part of parts) await handle.writeFile(part);
    });
    names.push(file);
  };
  await mkdir(folder, { recursive: true });
  if (evaluated === null || (await there(evaluated)) !== (await there(join(folder, 'constitution.md')))) {
    await put('constitution.md', [writeConstitutionFile(constitution)]);
  }
  const figures = constitutionMarkdown(result, name);
  await put('figures.md', standing === null ? [figures] : [figures, '\n', standingMarkdown(standing, name)]);
  await put('principles.json', [principlesJson(result, name, standing)]);
  const about = { dataset: name, description: `Principles behind the labels of ${name}, by PairLens`, created };
  await put('annotated-pairs.json', annotatedPairs(comparisons, result.principles, result.votes, about));
  await put('judge-prompt.txt', [judgePrompt(constitution)]);
  if (report !== null) await put('model.json', [`${JSON.stringify(report, null, 2)}\n`]);
  return names;
}

/** A path without links, so that two names of a file are the same. */
function there(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}

/** The constitution of a result as people edit it. */
export function constitutionOf({ principles, reconstruction }: PrinciplesResult, name: string): ConstitutionFile {
  const chosen = principles.filter(({ place }) => place !== null).sort((x, y) => x.place! - y.place!);
  return {
    title: `Constitution of ${name}`,
    decides: reconstruction?.decides ?? 'plain',
    rules: chosen.map(({ text, weight }) => ({ text, checked: true, weight: weight ?? 1 })),
  };
}
