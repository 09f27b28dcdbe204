import type { Decides } from '../principlesResult.ts';
import type { ConstitutionFile, FileRule } from '../write/constitutionFile.ts';

/** A line that was not taken, and why. */
export interface FileProblem {
  /** From 1. */
  readonly line: number;
  readonly problem: string;
}

const ruleLine = /^\s{0,3}(?:\d{1,4}[.)]|[-*+])\s+(?:\[([ xX]?)\]\s*)?(\S.*)$/u;
const weightAtEnd = /\s*\(weight\s+([^()]{1,20})\)\s*$/iu;
const decidesLine = /^decides:\s*([a-z]+)/iu;
const longestRule = 500;
const mostRules = 200;

const isWay = (word: string): word is Decides => ['plain', 'ranked', 'weighted'].includes(word);

/**
 * Reads a constitution as people write it: numbered or bulleted lines are rules, with a check box or without, a weight behind
 * them or none; a line "Decides: ranked" says how. Everything else is prose. A sentence that does not begin with "Select" is
 * taken as it is.
 */
export function readConstitutionFile(text: string): ConstitutionFile & { readonly problems: readonly FileProblem[] } {
  const rules: FileRule[] = [];
  const problems: FileProblem[] = [];
  let title = 'Constitution';
  let titled = false;
  let decides: Decides = 'plain';
  const met = new Set<string>();
  text.split(/\r?\n/u).forEach((raw, at) => {
    const line = raw.trimEnd();
    const problem = (words: string): void => void problems.push({ line: at + 1, problem: words });
    const heading = /^# (\S.*)$/u.exec(line);
    if (heading !== null && !titled) {
      title = heading[1]!;
      titled = true;
      return;
    }
    const way = decidesLine.exec(line)?.[1]?.toLowerCase();
    if (way !== undefined) {
      if (isWay(way)) decides = way;
      else problem(`"${way}" is no way to decide; write plain, ranked or weighted.`);
      return;
    }
    const match = ruleLine.exec(line);
    if (match === null) return;
    const said = match[2]!.replaceAll(/\s+/gu, ' ');
    const written = weightAtEnd.exec(said)?.[1];
    const sentence = said.replace(weightAtEnd, '').trim();
    const weight = written === undefined ? 1 : Number(written);
    const trouble =
      sentence === ''
        ? 'The rule has no words.'
        : sentence.length > longestRule
          ? `The rule has more than ${longestRule} characters; shorten it.`
          : rules.length >= mostRules
            ? `A constitution has at most ${mostRules} rules.`
            : met.has(sentence.toLowerCase())
              ? 'The rule is there twice; the first counts.'
              : null;
    if (trouble !== null) {
      problem(trouble);
      return;
    }
    if (!(weight > 0 && Number.isFinite(weight))) {
      problem(`"${written}" is no weight above 0; the rule counts 1.`);
    }
    met.add(sentence.toLowerCase());
    rules.push({
      text: sentence,
      checked: match[1] !== ' ' && match[1] !== '',
      weight: weight > 0 && Number.isFinite(weight) ? weight : 1,
    });
  });
  return { title, decides, rules, problems };
}
