import { sentenceId } from '../model/sentenceId.ts';
import { wordingKey } from '../model/wording.ts';
import type { Principle } from '../principle.ts';
import type { Decides, PrincipleFigures } from '../principlesResult.ts';
import type { FileRule } from '../write/constitutionFile.ts';

/** A rule of an edited constitution. */
export interface EditedRule extends FileRule {
  /** That of the principle of the same words, else made of the words: the same words have the same id. */
  readonly id: string;
}

/** A constitution that people edit, in the view Principles or by hand. Plain JSON. */
export interface EditedConstitution {
  readonly decides: Decides;
  /** Where it is weighted: by weights that are fitted to the labels, or by those that its rules hold. */
  readonly fitted: boolean;
  /** In order; no two have the same words. */
  readonly rules: readonly EditedRule[];
}

/** The principle that somebody means by a sentence, or by an id or a short name; null where it is none of these. */
export function knownPrinciple<P extends Principle>(said: string, known: readonly P[]): P | null {
  const key = wordingKey(said);
  return (
    known.find(({ text }) => wordingKey(text) === key) ??
    known.find(({ id }) => id === said.trim().toLowerCase()) ??
    known.find(({ short }) => wordingKey(short) === key) ??
    null
  );
}

/** A rule as it is edited, of one in a file: known principles keep their ids, and are written out. */
export function editedRule(rule: FileRule, known: readonly Principle[]): EditedRule {
  const principle = rule.condition === undefined ? knownPrinciple(rule.text, known) : null;
  const sameWords = principle !== null && wordingKey(principle.text) === wordingKey(rule.text);
  const text = principle === null || sameWords ? rule.text : principle.text;
  return { ...rule, text, id: principle?.id ?? sentenceId(rule.text) };
}

/** The constitution that an audit selected, ready to be edited; without rules where it selected none. */
export function selectedConstitution(principles: readonly PrincipleFigures[], decides: Decides): EditedConstitution {
  const chosen = principles.filter(({ place }) => place !== null).sort((x, y) => x.place! - y.place!);
  return {
    decides,
    fitted: true,
    rules: chosen.map(({ id, text, weight }) => ({ id, text, checked: true, weight: weight || 1 })),
  };
}
