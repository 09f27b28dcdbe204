import type { Decides } from '../principlesResult.ts';

/** A rule of a constitution that people edit. */
export interface FileRule {
  /** The whole sentence, in one line. */
  readonly text: string;
  /** Counts; an unchecked rule is kept in the file and left out of decisions. */
  readonly checked: boolean;
  /** Above 0; what it counts where the constitution is weighted. */
  readonly weight: number;
  /**
   * A SQL condition over the columns that casts its votes, in one line: for a where it holds, for b where it holds with the
   * responses exchanged. Absent: whoever votes on the sentence does.
   */
  readonly condition?: string;
}

/** A constitution that people edit: rules in order, and how they decide. */
export interface ConstitutionFile {
  readonly title: string;
  readonly decides: Decides;
  readonly rules: readonly FileRule[];
}

/** What a way of deciding means, behind the line that names it. */
export const waysInWords: Readonly<Record<Decides, string>> = {
  plain: 'the majority of the rules that apply',
  ranked: 'the first rule that applies',
  weighted: 'the sum of the weights of the rules that apply',
};

/** What stands behind a rule's check box: its sentence, its condition, and its weight where that is told. */
export function ruleBody({ text, condition, weight }: FileRule, weighted: boolean): string {
  const votes = condition === undefined ? '' : ` (sql \`${condition.trim()}\`)`;
  const counts = weighted || weight !== 1 ? ` (weight ${writtenWeight(weight)})` : '';
  return `${text.replaceAll(/\s+/gu, ' ').trim()}${votes}${counts}`;
}

/** A weight as files tell it: to four digits. */
export function writtenWeight(weight: number): string {
  return String(Number(weight.toPrecision(4)));
}

/** The constitution as `constitution.md`, which `readConstitutionFile` reads back after it was edited by hand. */
export function writeConstitutionFile({ title, decides, rules }: ConstitutionFile): string {
  const lines = rules.map(
    (rule, at) => `${at + 1}. [${rule.checked ? 'x' : ' '}] ${ruleBody(rule, decides === 'weighted')}`,
  );
  return `# ${title.replaceAll(/\s+/gu, ' ').trim()}

Decides: ${decides} (${waysInWords[decides]})

Change the words, the order or the check marks, add rules of your own as further lines, and let PairLens evaluate it again. "Decides" is plain, ranked or weighted.

${lines.join('\n')}
`;
}
