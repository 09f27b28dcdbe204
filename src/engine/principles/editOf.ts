import { type EditedConstitution, editedRule } from '../../principles/edit/editedConstitution.ts';
import type { PrincipleEdit } from '../../principles/edit/principleEdit.ts';
import type { PrincipleFigures } from '../../principles/principlesResult.ts';
import type { PrincipleChange } from '../../protocol/principles.ts';
import { UserError } from '../userError.ts';
import { ruleOf } from './wording.ts';

/**
 * The step that a change is; null where it changes nothing. A principle outside the constitution joins it when it is checked,
 * moved, or put in other words.
 *
 * @throws UserError for words or a principle that can't be
 */
export function editOf(
  change: Exclude<PrincipleChange, { type: 'reset' }>,
  { rules, decides, fitted }: EditedConstitution,
  known: readonly PrincipleFigures[],
): PrincipleEdit | null {
  if (change.type === 'decides') {
    return change.decides === decides && fitted ? null : { type: 'decides', decides: change.decides };
  }
  if (change.type === 'addSentence') return { type: 'add', rule: editedRule(ruleOf(change.text), known) };
  if (change.type === 'addCondition') {
    return { type: 'add', rule: editedRule(ruleOf(change.text, change.condition), known) };
  }
  const at = rules.findIndex(({ id }) => id === change.id);
  const there = rules[at];
  const joining = () => {
    const principle = known.find(({ id }) => id === change.id);
    if (principle === undefined) throw new UserError('This principle is not there any more. Look at the view again.');
    return { id: principle.id, text: principle.text, checked: true, weight: 1 };
  };
  switch (change.type) {
    case 'check':
      if (there === undefined) return change.checked ? { type: 'add', rule: joining() } : null;
      return there.checked === change.checked ? null : { type: 'check', id: change.id, checked: change.checked };
    case 'move':
      if (there === undefined) return { type: 'add', rule: joining(), at: change.to };
      return Math.max(0, Math.min(rules.length - 1, change.to)) === at
        ? null
        : { type: 'move', id: change.id, to: change.to };
    case 'reword': {
      const rule = editedRule(ruleOf(change.text, there?.condition), known);
      if (there === undefined) return { type: 'add', rule };
      if (rule.text === there.text) return null;
      return { type: 'replace', id: change.id, rule: { ...rule, checked: there.checked, weight: there.weight } };
    }
    case 'recondition': {
      if (there?.condition === undefined) throw new UserError('This principle has no condition to change.');
      const { condition } = ruleOf(there.text, change.condition);
      return condition === there.condition
        ? null
        : { type: 'replace', id: change.id, rule: { ...there, condition: condition! } };
    }
    case 'remove':
      if (there === undefined)
        throw new UserError('This principle is not in the constitution, so there is nothing to remove.');
      return { type: 'remove', id: change.id };
  }
}
