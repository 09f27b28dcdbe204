import { wordingKey } from '../model/wording.ts';
import type { Decides } from '../principlesResult.ts';
import { EditError } from './editError.ts';
import type { EditedConstitution, EditedRule } from './editedConstitution.ts';

/** A step in editing a constitution. Rules are named by their ids. */
export type PrincipleEdit =
  | { readonly type: 'check'; readonly id: string; readonly checked: boolean }
  /** To a place from 0, as it will be numbered without the rule itself. */
  | { readonly type: 'move'; readonly id: string; readonly to: number }
  /** Puts a rule in the place of another: new words, a new condition. */
  | { readonly type: 'replace'; readonly id: string; readonly rule: EditedRule }
  | { readonly type: 'remove'; readonly id: string }
  /** At the end, or at a place from 0. */
  | { readonly type: 'add'; readonly rule: EditedRule; readonly at?: number }
  /** Weights are fitted from then on. */
  | { readonly type: 'decides'; readonly decides: Decides }
  /** All of it at once: from a file, say. */
  | { readonly type: 'whole'; readonly constitution: EditedConstitution };

/** Most rules of a constitution. */
export const mostRules = 200;

/** @throws EditError where there is no such rule, or the words are there already */
export function applyEdit(constitution: EditedConstitution, edit: PrincipleEdit): EditedConstitution {
  const { rules } = constitution;
  switch (edit.type) {
    case 'check': {
      const at = placeOf(rules, edit.id);
      return { ...constitution, rules: rules.with(at, { ...rules[at]!, checked: edit.checked }) };
    }
    case 'move': {
      const at = placeOf(rules, edit.id);
      return { ...constitution, rules: inserted(rules.toSpliced(at, 1), edit.to, rules[at]!) };
    }
    case 'replace': {
      const at = placeOf(rules, edit.id);
      refuseTwice(rules.toSpliced(at, 1), edit.rule);
      return { ...constitution, rules: rules.with(at, edit.rule) };
    }
    case 'remove':
      return { ...constitution, rules: rules.toSpliced(placeOf(rules, edit.id), 1) };
    case 'add': {
      refuseTwice(rules, edit.rule);
      if (rules.length >= mostRules) throw new EditError(`A constitution has at most ${mostRules} rules; remove one.`);
      return { ...constitution, rules: inserted(rules, edit.at ?? rules.length, edit.rule) };
    }
    case 'decides':
      return { ...constitution, decides: edit.decides, fitted: true };
    case 'whole':
      return edit.constitution;
  }
}

/** The edit for people, after "Undo": "Move “is shorter”". */
export function editInWords(constitution: EditedConstitution, edit: PrincipleEdit): string {
  const named = (id: string): string => quoted(constitution.rules.find(rule => rule.id === id)?.text ?? id);
  switch (edit.type) {
    case 'check':
      return `${edit.checked ? 'Check' : 'Uncheck'} ${named(edit.id)}`;
    case 'move':
      return `Move ${named(edit.id)}`;
    case 'replace':
      return `Change ${named(edit.id)}`;
    case 'remove':
      return `Remove ${named(edit.id)}`;
    case 'add':
      return `Add ${quoted(edit.rule.text)}`;
    case 'decides':
      return `Decide: ${edit.decides}`;
    case 'whole':
      return 'Read the Constitution Back';
  }
}

function quoted(text: string): string {
  const words = text.replace(/^select the response that /iu, '').replace(/\.$/u, '');
  return `“${words.length > 40 ? `${words.slice(0, 39)}…` : words}”`;
}

function placeOf(rules: readonly EditedRule[], id: string): number {
  const at = rules.findIndex(rule => rule.id === id);
  if (at < 0) throw new EditError('This principle is not in the constitution any more. Look at the view again.');
  return at;
}

function refuseTwice(rules: readonly EditedRule[], { text, id }: EditedRule): void {
  const key = wordingKey(text);
  const at = rules.findIndex(rule => rule.id === id || wordingKey(rule.text) === key);
  if (at >= 0) throw new EditError(`The constitution says this already, as its rule ${at + 1}. Change the words.`);
}

function inserted(rules: readonly EditedRule[], to: number, rule: EditedRule): EditedRule[] {
  return rules.toSpliced(Math.max(0, Math.min(rules.length, Math.trunc(to))), 0, rule);
}
