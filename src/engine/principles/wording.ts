import { constitutionLines } from '../../principles/read/constitutionLines.ts';
import { type FileRule, ruleBody } from '../../principles/write/constitutionFile.ts';
import { UserError } from '../userError.ts';

/**
 * A principle as a sentence, of what somebody typed: words that begin small complete "Select the response that ...".
 *
 * @throws UserError for words that a constitution file could not hold in one line
 */
export function ruleOf(typed: string, condition?: string): FileRule {
  const words = typed.replaceAll(/\s+/gu, ' ').trim();
  const sentence = /^\p{Ll}/u.test(words) ? `Select the response that ${words}` : words;
  const text = /[.!?]$/u.test(sentence) || sentence === '' ? sentence : `${sentence}.`;
  const rule: FileRule = {
    text,
    checked: true,
    weight: 1,
    ...(condition !== undefined && { condition: condition.replaceAll(/\s*[\r\n]+\s*/gu, ' ').trim() }),
  };
  const [line] = constitutionLines(`1. [x] ${ruleBody(rule, false)}`);
  if (line?.kind === 'trouble') throw new UserError(line.problem);
  if (line?.kind !== 'rule' || line.rule.text !== text || line.rule.condition !== rule.condition) {
    throw new UserError(
      condition?.includes('`') === true
        ? 'A condition can’t hold a backtick; put names with odd characters between double quotes.'
        : 'A principle is one sentence, such as “Select the response that is shorter.”',
    );
  }
  return rule;
}
