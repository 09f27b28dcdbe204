import type { Decides } from '../principlesResult.ts';
import type { FileRule } from '../write/constitutionFile.ts';

/** A line of a constitution file. Joined in order, `raw` and `end` of all lines are the file. */
export type ConstitutionLine = {
  /** The line without its end. */
  readonly raw: string;
  /** Its line break: `\n`, `\r\n`, or nothing at the end of the file. */
  readonly end: string;
} & (
  | { readonly kind: 'prose' }
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'decides'; readonly decides: Decides }
  | {
      readonly kind: 'rule';
      readonly rule: FileRule;
      /** Number or bullet, with the space around it. */
      readonly mark: string;
      /** Check box, sentence, condition and weight, as they are written. */
      readonly body: string;
    }
  | { readonly kind: 'trouble'; readonly problem: string }
);

const ruleLine = /^(\s{0,3}(?:\d{1,4}[.)]|[-*+])\s+)(\S.*)$/u;
const emptyLine = /^\s{0,3}(?:\d{1,4}[.)]|[-*+])(?:\s+\[[ xX]?\])?\s*$/u;
const box = /^\[([^\]]?)\]\s*/u;
const weightAtEnd = /\(weight\s+([^()]{1,20})\)$/iu;
const decidesLine = /^decides:\s*(\S*)/iu;
const headingLine = /^# (\S.*)$/u;
const breakLine = /^\s{0,3}([-*_])(?:\s*\1){2,}$/u;
const fenceLine = /^\s{0,3}(`{3,}|~{3,})/u;
const longestRule = 500;
const longestCondition = 2000;
const mostRules = 200;
const ways: readonly string[] = ['plain', 'ranked', 'weighted'];

const isWay = (word: string): word is Decides => ways.includes(word);

/** A condition behind a sentence, taken off: no pattern, as a line may hold anything. */
function conditionApart(said: string): readonly [sentence: string, condition: string | undefined] {
  if (!said.endsWith('`)')) return [said, undefined];
  const open = said.lastIndexOf('`', said.length - 3);
  const before = said.slice(0, Math.max(0, open)).trimEnd();
  if (!/\(sql$/iu.test(before)) return [said, undefined];
  return [before.slice(0, -'(sql'.length).trimEnd(), said.slice(open + 1, -2).trim()];
}

/** What a line after its number or bullet says; a text instead where it can't be taken, with the cure. */
function ruleOf(body: string): FileRule | string {
  const mark = box.exec(body)?.[1];
  const boxed = mark === undefined || mark === '' || /[ xX]/u.test(mark);
  const rest = mark !== undefined && boxed ? body.replace(box, '') : body;
  if (!boxed) return `"[${mark}]" is no check box; write [x] for a rule that counts, or [ ].`;
  const weightWritten = weightAtEnd.exec(rest)?.[1];
  const said = rest.replace(weightAtEnd, '').trimEnd();
  const [sentence, condition] = conditionApart(said);
  const text = sentence.replaceAll(/\s+/gu, ' ').trim();
  const weight = weightWritten === undefined ? 1 : Number(weightWritten);
  if (text === '') return 'The rule has no words; write its sentence, or take the line out.';
  if (text.length > longestRule) return `The rule has more than ${longestRule} characters; shorten it.`;
  if (/\(sql\s*`|\(sql\s[^()]*[<>=][^()]*\)?$/iu.test(text)) {
    return 'The condition is not closed; write (sql `chars_a < chars_b`) behind the sentence, in one line.';
  }
  if (condition === '') return 'The condition is empty; write one as (sql `chars_a < chars_b`), or take it out.';
  if (condition !== undefined && condition.length > longestCondition) {
    return `The condition has more than ${longestCondition} characters; shorten it.`;
  }
  if (!(weight > 0 && Number.isFinite(weight))) {
    return `"${weightWritten}" is no weight; write a number above 0, as in (weight 1.5), or take it out.`;
  }
  const checked = mark !== ' ' && mark !== '';
  return { text, checked, weight, ...(condition !== undefined && { condition }) };
}

/**
 * Takes a constitution file apart, line by line. Numbered and bulleted lines are rules, the first heading is the title, a line
 * "Decides: ranked" says how; everything else is prose, as is whatever stands in a fenced block or is indented by four and
 * more. Lines that look like one of these and can't be taken are trouble, which names the cure.
 */
export function constitutionLines(text: string): ConstitutionLine[] {
  const lines: ConstitutionLine[] = [];
  const met = new Map<string, number>();
  let titled = false;
  let fence: string | null = null;
  let count = 0;
  for (const [whole, raw = '', end = ''] of text.matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/gu)) {
    if (whole === '') continue;
    const line = { raw, end };
    const said = (lines.length === 0 ? raw.replace(/^\uFEFF/u, '') : raw).trimEnd();
    const trouble = (problem: string): void => void lines.push({ ...line, kind: 'trouble', problem });
    const marks = fenceLine.exec(said)?.[1];
    if (fence !== null || marks !== undefined) {
      if (fence === null) fence = marks!;
      else if (marks?.startsWith(fence) && said.trim() === marks) fence = null;
      lines.push({ ...line, kind: 'prose' });
      continue;
    }
    const heading = headingLine.exec(said)?.[1];
    const way = decidesLine.exec(said)?.[1]?.toLowerCase();
    const [, mark, body] = ruleLine.exec(said) ?? [];
    if (heading !== undefined && !titled) {
      titled = true;
      lines.push({ ...line, kind: 'title', title: heading });
    } else if (way !== undefined) {
      const word = way.replace(/[^a-z].*$/u, '');
      if (isWay(word)) lines.push({ ...line, kind: 'decides', decides: word });
      else trouble(`"${way}" is no way to decide; write plain, ranked or weighted.`);
    } else if (body === undefined || breakLine.test(said)) {
      if (body === undefined && emptyLine.test(said))
        trouble('The rule has no words; write its sentence, or take the line out.');
      else lines.push({ ...line, kind: 'prose' });
    } else {
      const rule = ruleOf(body);
      const before = typeof rule === 'string' ? undefined : met.get(rule.text.toLowerCase());
      if (typeof rule === 'string') trouble(rule);
      else if (before !== undefined) {
        trouble(`The rule is there twice; the first, in line ${before}, counts. Take one of them out.`);
      } else if (count >= mostRules) trouble(`A constitution has at most ${mostRules} rules; take some out.`);
      else {
        met.set(rule.text.toLowerCase(), lines.length + 1);
        count++;
        lines.push({ ...line, kind: 'rule', rule, mark: mark!, body });
      }
    }
  }
  return lines;
}
