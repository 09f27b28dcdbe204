import type { Decides } from '../principlesResult.ts';

/** A rule of a constitution that people edit. */
export interface FileRule {
  /** The whole sentence, in one line. */
  readonly text: string;
  /** Counts; an unchecked rule is kept in the file and left out of decisions. */
  readonly checked: boolean;
  /** Above 0; what it counts where the constitution is weighted. */
  readonly weight: number;
}

/** A constitution that people edit: rules in order, and how they decide. */
export interface ConstitutionFile {
  readonly title: string;
  readonly decides: Decides;
  readonly rules: readonly FileRule[];
}

const ways = {
  plain: 'the majority of the rules that apply',
  ranked: 'the first rule that applies',
  weighted: 'the sum of the weights of the rules that apply',
} as const;

/** The constitution as `constitution.md`, which `readConstitutionFile` reads back after it was edited by hand. */
export function writeConstitutionFile({ title, decides, rules }: ConstitutionFile): string {
  const lines = rules.map(({ text, checked, weight }, at) => {
    const counts = decides === 'weighted' || weight !== 1 ? ` (weight ${Number(weight.toPrecision(4))})` : '';
    return `${at + 1}. [${checked ? 'x' : ' '}] ${text.replaceAll(/\s+/gu, ' ').trim()}${counts}`;
  });
  return `# ${title.replaceAll(/\s+/gu, ' ').trim()}

Decides: ${decides} (${ways[decides]})

Change the words, the order or the check marks, add rules of your own as further lines, and let PairLens evaluate it again. "Decides" is plain, ranked or weighted.

${lines.join('\n')}
`;
}
