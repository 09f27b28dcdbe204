import type { ConstitutionFile } from '../write/constitutionFile.ts';
import { constitutionLines } from './constitutionLines.ts';

/** A line that was not taken, why, and what to write instead. */
export interface FileProblem {
  /** From 1. */
  readonly line: number;
  readonly problem: string;
}

/** A constitution as a file tells it. */
export interface ReadConstitution extends ConstitutionFile {
  /** Lines that look like rules and can't be taken; the rest is read all the same. */
  readonly problems: readonly FileProblem[];
}

/**
 * Reads a constitution as people write it: numbered or bulleted lines are rules, with a check box or without, a weight behind
 * them or none; a line "Decides: ranked" says how. Everything else is prose. A sentence that does not begin with "Select" is
 * taken as it is.
 */
export function readConstitutionFile(text: string): ReadConstitution {
  const lines = constitutionLines(text);
  return {
    title: lines.find(line => line.kind === 'title')?.title ?? 'Constitution',
    decides: lines.findLast(line => line.kind === 'decides')?.decides ?? 'plain',
    rules: lines.flatMap(line => (line.kind === 'rule' ? [line.rule] : [])),
    problems: lines.flatMap((line, at) => (line.kind === 'trouble' ? [{ line: at + 1, problem: line.problem }] : [])),
  };
}

/** The problems of a file in one text, each with its place: `constitution.md:7: ...`. At most ten are told. */
export function problemsInWords(file: string, problems: readonly FileProblem[]): string {
  const told = problems.slice(0, 10).map(({ line, problem }) => `${file}:${line}: ${problem}`);
  const more = problems.length - told.length;
  return [...told, ...(more > 0 ? [`${more} more lines can't be understood.`] : [])].join('\n');
}
