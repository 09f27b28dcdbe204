import type { Condition } from './conditions.ts';
import { conditions } from './conditions.ts';
import type { Scope } from './restrict.ts';

/** A sentence that `restrictPrinciple` wrote, taken apart. */
export interface RestrictedSentence {
  readonly scope: Scope;
  readonly condition: Condition;
  /** The sentence without its condition. */
  readonly whole: string;
}

/** Takes "When the prompt asks for code, select ..." apart; null where its condition is none that can be tested. */
export function restrictedSentence(text: string): RestrictedSentence | null {
  const match = /^(when|unless) the prompt ([^,]+), (select .+)$/iu.exec(text);
  if (match === null) return null;
  const condition = conditions.find(({ words }) => words === match[2]!.toLowerCase() || words === match[2]);
  if (condition === undefined) return null;
  const scope = match[1]!.toLowerCase() === 'when' ? 'when' : 'unless';
  return { scope, condition, whole: match[3]!.replace(/^select/iu, 'Select') };
}
