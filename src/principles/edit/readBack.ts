import { wordingKey } from '../model/wording.ts';
import type { Principle } from '../principle.ts';
import type { ConstitutionFile } from '../write/constitutionFile.ts';
import { type EditedConstitution, type EditedRule, editedRule } from './editedConstitution.ts';

/** What a file that was edited by hand changes, in numbers of rules. */
export interface ReadBackChanges {
  readonly added: number;
  readonly removed: number;
  /** In the place of another, with other words or another condition. */
  readonly reworded: number;
  /** Of those that stay: out of the order that the others have. */
  readonly moved: number;
  readonly checked: number;
  readonly unchecked: number;
  readonly reweighted: number;
  /** Whether it decides otherwise. */
  readonly decides: boolean;
}

/** A constitution read back, and what that changes. */
export interface ReadBack {
  readonly constitution: EditedConstitution;
  readonly changes: ReadBackChanges;
}

/**
 * Takes over a constitution that was edited by hand: rules are known by their words, or by the id or short name of a principle;
 * a rule that has lost its line is removed, a new line added, and one in the place of a lost one is a rule reworded.
 *
 * @param known principles that a rule may mean
 */
export function readBack(
  file: Pick<ConstitutionFile, 'decides' | 'rules'>,
  current: EditedConstitution,
  known: readonly Principle[],
): ReadBack {
  const rules = unique(file.rules.map(rule => editedRule(rule, known)));
  const weighed = file.decides === 'weighted' && file.rules.some(({ weight }) => weight !== 1);
  const sameWeights =
    rules.length === current.rules.length && rules.every(({ weight }, at) => near(weight, current.rules[at]!.weight));
  const fitted = !weighed || (current.fitted && current.decides === 'weighted' && sameWeights);
  return {
    constitution: { decides: file.decides, fitted, rules },
    changes: changesBetween(current, { decides: file.decides, fitted, rules }),
  };
}

function changesBetween(before: EditedConstitution, after: EditedConstitution): ReadBackChanges {
  const was = new Map(before.rules.map(rule => [ruleKey(rule), rule]));
  const is = new Set(after.rules.map(ruleKey));
  const kept = after.rules.filter(rule => was.has(ruleKey(rule)));
  const lost = before.rules.filter(rule => !is.has(ruleKey(rule)));
  const gained = after.rules.filter(rule => !was.has(ruleKey(rule)));
  // In the place of a lost one: behind the same rule that stays.
  const behind = (rules: readonly EditedRule[], stays: (rule: EditedRule) => boolean) =>
    rules.flatMap((rule, at) => {
      if (stays(rule)) return [];
      const last = rules.slice(0, at).findLast(stays);
      return [last === undefined ? '' : ruleKey(last)];
    });
  const places = behind(before.rules, rule => is.has(ruleKey(rule)));
  let reworded = 0;
  for (const place of behind(after.rules, rule => was.has(ruleKey(rule)))) {
    const at = places.indexOf(place);
    if (at < 0) continue;
    places.splice(at, 1);
    reworded++;
  }
  const order = before.rules.map(ruleKey);
  const changed = (of: (rule: EditedRule, old: EditedRule) => boolean): number =>
    kept.filter(rule => of(rule, was.get(ruleKey(rule))!)).length;
  return {
    added: gained.length - reworded,
    removed: lost.length - reworded,
    reworded,
    moved: kept.length - longestRise(kept.map(rule => order.indexOf(ruleKey(rule)))),
    checked: changed((rule, old) => rule.checked && !old.checked),
    unchecked: changed((rule, old) => !rule.checked && old.checked),
    reweighted: after.fitted ? 0 : changed((rule, old) => !near(rule.weight, old.weight)),
    decides: before.decides !== after.decides,
  };
}

/** The changes for people; empty where nothing has changed. */
export function changesInWords(changes: ReadBackChanges): string {
  const { decides, ...counts } = changes;
  const told = Object.entries(counts).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : []));
  return [...told, ...(decides ? ['it decides otherwise'] : [])].join(', ');
}

/** What is voted on: words that differ in letter case or punctuation only are the same rule. */
function ruleKey({ text, condition }: EditedRule): string {
  return `${wordingKey(text)}\n${condition ?? ''}`;
}

/** A line by its id may say what another says in words: the first counts. */
function unique(rules: readonly EditedRule[]): EditedRule[] {
  const met = new Set<string>();
  return rules.filter(rule => !met.has(rule.id) && met.add(rule.id));
}

/** Equal as files write weights. */
function near(one: number, other: number): boolean {
  return Number(one.toPrecision(4)) === Number(other.toPrecision(4));
}

/** Length of the longest part of numbers that rises: what need not move. */
function longestRise(numbers: readonly number[]): number {
  const tails: number[] = [];
  for (const number of numbers) {
    const at = tails.findIndex(tail => tail >= number);
    if (at < 0) tails.push(number);
    else tails[at] = number;
  }
  return tails.length;
}
